import Bytes
import Glibc

/// The Date field's value (RFC 9110 §5.6.7), written once a second.
struct HTTPDate: ~Copyable {
  private var second = Int.min
  private var written = Bytes(capacity: 32)

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, of the system's clock.
  mutating func append(to output: inout Bytes) {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    append(second: time.tv_sec, to: &output)
  }

  /// `second` counts from 1970-01-01 UTC.
  mutating func append(second: Int, to output: inout Bytes) {
    if second != self.second {
      self.second = second
      write(second)
    }
    output.append(written.raw)
  }

  private mutating func write(_ second: Int) {
    let days = second >= 0 ? second / 86_400 : (second - 86_399) / 86_400
    let time = second - days * 86_400
    let (year, month, day) = civilDate(daysSince1970: days)
    written.clear()
    written.append(name(weekdays, ((days + 4) % 7 + 7) % 7))
    written.append(literal: ", ")
    written.append(decimal: day, width: 2)
    written.append(literal: " ")
    written.append(name(months, month - 1))
    written.append(literal: " ")
    written.append(decimal: year, width: 4)
    written.append(literal: " ")
    written.append(decimal: time / 3600, width: 2)
    written.append(literal: ":")
    written.append(decimal: time / 60 % 60, width: 2)
    written.append(literal: ":")
    written.append(decimal: time % 60, width: 2)
    written.append(literal: " GMT")
  }

  private func name(_ names: StaticString, _ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: names.utf8Start + 3 * index, count: 3)
  }
}

private let weekdays: StaticString = "SunMonTueWedThuFriSat"
private let months: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"

/// Gregorian date of a day number, by eras of 400 years beginning on 1 March.
private func civilDate(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
  let z = days + 719_468
  let era = (z >= 0 ? z : z - 146_096) / 146_097
  let dayOfEra = z - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shifted = (5 * dayOfYear + 2) / 153
  let month = shifted < 10 ? shifted + 3 : shifted - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
}
