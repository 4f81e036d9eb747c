// Answers the appointment form: free times of a day, then the summary.
const DAY = 24 * 60 * 60 * 1000
const iso = (time) => new Date(time).toISOString().slice(0, 10)

export default async function (input) {
  const { action, data } = input
  const frame = { first_day: iso(Date.now() + DAY), last_day: iso(Date.now() + 30 * DAY) }

  if (action === 'data_exchange' && data.step === 'time') {
    return { screen: 'DETAILS', data: { summary: data.day + ', ' + data.time, day: data.day, time: data.time } }
  }
  if (action === 'data_exchange' && data.step === 'day') {
    // Ask your calendar here: fetch('https://calendar.example/free?day=' + data.day)
    const hours = ['09:00', '10:00', '11:30', '14:00', '15:30']
    return { screen: 'DAY', data: { ...frame, has_times: true, times: hours.map((time) => ({ id: time, title: time })) } }
  }
  return { screen: 'DAY', data: { ...frame, has_times: false, times: [] } }
}
