//! Which addresses are out in the world, where nothing of ours listens: a list of what is not.
//!
//! The registries: <https://www.iana.org/assignments/iana-ipv4-special-registry>, <https://www.iana.org/assignments/iana-ipv6-special-registry>.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IPv4 networks that are not the public Internet, or that a cloud answers itself.
const NOT_PUBLIC_4: &[([u8; 4], u8)] = &[
    ([0, 0, 0, 0], 8),        // this network; 0.0.0.0 reaches the machine itself
    ([10, 0, 0, 0], 8),       // private
    ([100, 64, 0, 0], 10),    // carrier-grade NAT; the metadata of one cloud
    ([127, 0, 0, 0], 8),      // loopback
    ([168, 63, 129, 16], 32), // the host side of one cloud, public by its looks only
    ([169, 254, 0, 0], 16),   // link-local; the metadata of most clouds
    ([172, 16, 0, 0], 12),    // private
    ([192, 0, 0, 0], 24),     // protocol assignments; the metadata of one cloud
    ([192, 0, 2, 0], 24),     // documentation
    ([192, 31, 196, 0], 24),  // AS112
    ([192, 52, 193, 0], 24),  // AMT
    ([192, 88, 99, 0], 24),   // relays of 6to4
    ([192, 168, 0, 0], 16),   // private
    ([192, 175, 48, 0], 24),  // AS112
    ([198, 18, 0, 0], 15),    // benchmarks
    ([198, 51, 100, 0], 24),  // documentation
    ([203, 0, 113, 0], 24),   // documentation
    ([224, 0, 0, 0], 4),      // multicast
    ([240, 0, 0, 0], 4),      // reserved, and the broadcast
];

/// Networks inside 2000::/3 that are not the public Internet, or that carry an IPv4 address inside, which would be a way around the list above.
const NOT_PUBLIC_6: &[([u16; 8], u8)] = &[
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23),         // protocol assignments, Teredo among them
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32),     // documentation
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16),         // 6to4
    ([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48), // AS112
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20),         // documentation
];

/// Everything else of IPv6 (mapped and embedded IPv4, NAT64, local, multicast, segment routing …) is outside of this one.
const GLOBAL_UNICAST_6: ([u16; 8], u8) = ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);

/// Is this an address of the public Internet?
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !NOT_PUBLIC_4
            .iter()
            .any(|(network, bits)| within_4(address, Ipv4Addr::from(*network), *bits)),
        IpAddr::V6(address) => {
            let within = |(network, bits): &([u16; 8], u8)| within_6(address, Ipv6Addr::from(*network), *bits);
            within(&GLOBAL_UNICAST_6) && !NOT_PUBLIC_6.iter().any(within)
        }
    }
}

/// Do `address` and `network` agree in their first `bits` bits, and in their family?
pub(crate) fn within(address: IpAddr, network: IpAddr, bits: u8) -> bool {
    match (address, network) {
        (IpAddr::V4(address), IpAddr::V4(network)) => within_4(address, network, bits),
        (IpAddr::V6(address), IpAddr::V6(network)) => within_6(address, network, bits),
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
    }
}

fn within_4(address: Ipv4Addr, network: Ipv4Addr, bits: u8) -> bool {
    let differ = address.to_bits() ^ network.to_bits();
    differ.checked_shr(32 - u32::from(bits)).unwrap_or(0) == 0
}

fn within_6(address: Ipv6Addr, network: Ipv6Addr, bits: u8) -> bool {
    let differ = address.to_bits() ^ network.to_bits();
    differ.checked_shr(128 - u32::from(bits)).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(public: bool, addresses: &[&str]) {
        for address in addresses {
            assert_eq!(is_public(address.parse().expect(address)), public, "{address}");
        }
    }

    #[test]
    fn edges_of_every_network() {
        check(
            false,
            &[
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
            ],
        );
        check(
            false,
            &[
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "224.0.0.1",
                "255.255.255.255",
            ],
        );
        check(
            true,
            &[
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.17",
            ],
        );
        check(
            true,
            &[
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
            ],
        );
    }

    #[test]
    fn ipv6_is_public_only_as_global_unicast() {
        check(true, &["2606:4700::1111", "2001:4860:4860::8888", "2a00::1", "2003::1", "3ffe::1"]);
        check(
            false,
            &[
                "::",
                "::1",
                "::7f00:1",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "100::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
            ],
        );
        check(
            false,
            &[
                "2001::1",
                "2001:1ff:ffff::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2620:4f:8000::1",
                "3fff::1",
                "3fff:fff::1",
                "5f00::1",
                "4000::1",
                "fd00:ec2::254",
            ],
        );
    }
}
