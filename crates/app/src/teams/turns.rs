//! Whose turn it is: the member who waited longest and has room.

use model::UserId;

/// A member who could take a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hand {
    /// Who.
    pub(super) user: UserId,
    /// When they were last given one, in milliseconds.
    pub(super) last_given_at: i64,
    /// How many more they take; nothing: any number.
    pub(super) room: Option<i64>,
}

/// Takes the next hand: of those with room, the one who was given something longest ago. Their turn is over afterwards.
pub(super) fn next(hands: &mut [Hand], now: i64) -> Option<Hand> {
    let latest = hands.iter().map(|hand| hand.last_given_at).max()?;
    let hand = hands
        .iter_mut()
        .filter(|hand| hand.room.is_none_or(|room| room > 0))
        .min_by_key(|hand| (hand.last_given_at, hand.user))?;
    hand.last_given_at = now.max(latest + 1);
    hand.room = hand.room.map(|room| room - 1);
    Some(*hand)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hands(rooms: &[Option<i64>]) -> Vec<Hand> {
        rooms
            .iter()
            .map(|room| Hand {
                user: UserId::new(),
                last_given_at: 0,
                room: *room,
            })
            .collect()
    }

    #[test]
    fn everybody_in_turn() {
        let mut team = hands(&[None, None, None]);
        let users: Vec<UserId> = team.iter().map(|hand| hand.user).collect();
        let given: Vec<UserId> = (0..7).map(|_| next(&mut team, 5).unwrap().user).collect();
        assert_eq!(given[..3], users);
        assert_eq!(given[3..6], users);
        assert_eq!(given[6], users[0]);
    }

    #[test]
    fn the_one_who_waited_longest_comes_first_even_after_the_clock_went_back() {
        let mut team = hands(&[None, None]);
        team[0].last_given_at = 1_000;
        let second = team[1].user;
        assert_eq!(next(&mut team, 500).unwrap().user, second);
        assert_eq!(team[1].last_given_at, 1_001, "later than everybody's");
    }

    #[test]
    fn the_full_are_passed_over_and_nobody_is_left_when_all_are_full() {
        let mut team = hands(&[Some(0), Some(2)]);
        let second = team[1].user;
        assert_eq!(next(&mut team, 1).unwrap().user, second);
        assert_eq!(next(&mut team, 1).unwrap().user, second);
        assert_eq!(next(&mut team, 1), None);
        assert_eq!(next(&mut [], 1), None);
    }
}
