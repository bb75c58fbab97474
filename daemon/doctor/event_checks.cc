#include <algorithm>
#include <array>
#include <set>

#include "daemon/doctor/checks.h"
#include "daemon/doctor/http_time.h"
#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

constexpr Check kUid = {"uid", "P53"};
constexpr Check kUidTwice = {"uid-unique", "P53"};
constexpr Check kStamp = {"dtstamp", "P57"};
constexpr Check kModified = {"last-modified-of-events", "P56"};
constexpr Check kSequence = {"sequence", "P55"};
constexpr Check kStart = {"times", "P45"};
constexpr Check kEnd = {"ends", "P49 P50"};
constexpr Check kEventStatus = {"status-of-events", "P62 P63 P64"};

constexpr std::size_t kLongestUid = 200;
constexpr std::string_view kOutlookId = "040000008200E00074C5B7101A82E008";

enum class Form { kNone, kDate, kUtc, kZoned, kFloating, kWrong };

bool HasShape(std::string_view text, std::string_view shape) {
  return text.size() == shape.size() &&
         std::equal(text.begin(), text.end(), shape.begin(),
                    [](char c, char s) {
                      return s == '0' ? c >= '0' && c <= '9' : c == s;
                    });
}

Form FormOf(const Property* time) {
  if (time == nullptr) return Form::kNone;
  if (HasShape(time->value, "00000000")) return Form::kDate;
  if (HasShape(time->value, "00000000T000000Z")) return Form::kUtc;
  if (!HasShape(time->value, "00000000T000000")) return Form::kWrong;
  return time->Parameter("TZID").empty() ? Form::kFloating : Form::kZoned;
}

class EventChecks {
 public:
  void Look(const Component& event) {
    LookAtIdentity(event);
    LookAtRevision(event);
    LookAtTimes(event);
    LookAtStatus(event);
  }

  void Tell(Findings& findings) const {
    doctor::Tell(findings, kUid, uid_, Level::kError, "Every event has a UID",
                 "Give each event a UID that never changes");
    if (odd_uid_.count > 0) {
      findings.Add(Level::kWarning, kUid, odd_uid_.Text(),
                   "Write UIDs of at most 200 letters, digits and ._@-");
    }
    doctor::Tell(findings, kUidTwice, uid_twice_, Level::kError,
                 "No UID is there twice",
                 "Give each event its own: clients show only one of them");
    doctor::Tell(findings, kStamp, stamp_, Level::kError,
                 "Every event has a DTSTAMP in UTC",
                 "Write DTSTAMP, as the time of the event's last change");
    doctor::Tell(findings, kModified, modified_, Level::kNote,
                 "Every event says when it was changed",
                 "Write LAST-MODIFIED in UTC, later at each change: ICSx5 and "
                 "Evolution see changes by it");
    doctor::Tell(findings, kSequence, sequence_, Level::kNote,
                 "Every event has a SEQUENCE",
                 "Write SEQUENCE, one more at each change: Google has been "
                 "seen to need it");
    doctor::Tell(findings, kStart, start_, Level::kError,
                 "No time is left to a guess",
                 "Write times in UTC (...Z), and days as VALUE=DATE");
    if (zoned_.count > 0) {
      findings.Add(Level::kNote, kStart, zoned_.Text(),
                   "Times in UTC are shown right also where the zone's rules "
                   "are old");
    }
    doctor::Tell(findings, kEnd, end_, Level::kWarning,
                 "Every event ends after it begins",
                 "Write DTEND of the same kind as DTSTART, after it; of days, "
                 "the day after the last");
    doctor::Tell(findings, kEventStatus, status_, Level::kWarning,
                 "STATUS, TRANSP and BUSYSTATUS agree",
                 "What is cancelled or free is TRANSPARENT and FREE; what is "
                 "busy is OPAQUE and BUSY");
  }

 private:
  static std::string At(const Component& event, const std::string& what) {
    return "line " + std::to_string(event.line) + ": " + what;
  }

  static std::string ValueOf(const Component& event, std::string_view name) {
    const Property* const property = event.Find(name);
    return property ? property->value : std::string();
  }

  void LookAtIdentity(const Component& event) {
    const std::string uid = ValueOf(event, "UID");
    if (uid.empty()) return uid_.Add(At(event, "the event has no UID"));
    if (uid.size() > kLongestUid) {
      odd_uid_.Add(
          At(event, "the UID has " + std::to_string(uid.size()) + " octets"));
    } else if (uid.find_first_of(" \t\\,;") != std::string::npos) {
      odd_uid_.Add(At(event, "the UID '" + uid + "' has odd characters"));
    } else if (uid.starts_with(kOutlookId)) {
      odd_uid_.Add(At(event, "the UID looks like one of Outlook's own"));
    }
    const std::string whole = uid + "\n" + ValueOf(event, "RECURRENCE-ID");
    if (!uids_.insert(whole).second) {
      uid_twice_.Add(At(event, "the UID '" + uid + "' was there before"));
    }
  }

  void LookAtRevision(const Component& event) {
    const std::string stamp = ValueOf(event, "DTSTAMP");
    const std::string modified = ValueOf(event, "LAST-MODIFIED");
    const std::string sequence = ValueOf(event, "SEQUENCE");
    if (!ParseUtcTime(stamp)) {
      stamp_.Add(At(event, stamp.empty() ? "the event has no DTSTAMP"
                                         : "DTSTAMP is '" + stamp + "'"));
    }
    if (!ParseUtcTime(modified)) {
      modified_.Add(At(event, modified.empty()
                                  ? "the event has no LAST-MODIFIED"
                                  : "LAST-MODIFIED is '" + modified + "'"));
    }
    if (sequence.size() > 10 || !http::IsDigits(sequence)) {
      sequence_.Add(At(event, sequence.empty()
                                  ? "the event has no SEQUENCE"
                                  : "SEQUENCE is '" + sequence + "'"));
    }
  }

  void LookAtTimes(const Component& event) {
    const Property* const start = event.Find("DTSTART");
    const Property* const end = event.Find("DTEND");
    const Form begins = FormOf(start);
    const Form ends = FormOf(end);
    if (begins == Form::kNone) {
      return start_.Add(At(event, "the event has no DTSTART"));
    }
    for (const Property* const time : {start, end}) {
      const Form form = FormOf(time);
      if (form == Form::kFloating) {
        start_.Add(At(event, time->name + " '" + time->value +
                                 "' has no zone: everybody's own counts"));
      } else if (form == Form::kWrong ||
                 (form == Form::kDate && time->Parameter("VALUE") != "DATE")) {
        start_.Add(At(event, time->name + " is '" + time->value +
                                 "', not as its VALUE says"));
      } else if (form == Form::kZoned) {
        zoned_.Add(At(event, time->name + " is in the zone " +
                                 std::string(time->Parameter("TZID"))));
      }
    }
    if (ends == Form::kNone) {
      if (begins == Form::kDate && !event.Find("DURATION")) {
        end_.Add(At(event, "the event of days has no DTEND"));
      }
    } else if ((begins == Form::kDate) != (ends == Form::kDate)) {
      end_.Add(At(event,
                  "one of DTSTART and DTEND is a day, the other an "
                  "hour"));
    } else if (begins == ends && end->value <= start->value &&
               end->Parameter("TZID") == start->Parameter("TZID")) {
      end_.Add(At(event, "DTEND '" + end->value + "' is not after DTSTART '" +
                             start->value + "'"));
    }
  }

  void LookAtStatus(const Component& event) {
    const std::string status = ValueOf(event, "STATUS");
    const bool is_busy = ValueOf(event, "TRANSP") != "TRANSPARENT";
    const std::string busy = ValueOf(event, "X-MICROSOFT-CDO-BUSYSTATUS");
    static constexpr std::array<std::string_view, 4> kEventStatuses = {
        "", "TENTATIVE", "CONFIRMED", "CANCELLED"};
    if (std::count(kEventStatuses.begin(), kEventStatuses.end(), status) == 0) {
      status_.Add(At(event, "STATUS is '" + status + "'"));
    } else if (status == "CANCELLED" && is_busy) {
      status_.Add(At(event,
                     "the event is cancelled, and takes up time "
                     "(TRANSP is not TRANSPARENT)"));
    } else if ((busy == "FREE" && is_busy) ||
               ((busy == "BUSY" || busy == "OOF") && !is_busy)) {
      status_.Add(At(event, "X-MICROSOFT-CDO-BUSYSTATUS is " + busy +
                                ", TRANSP says the contrary"));
    }
  }

  std::set<std::string> uids_;  // each with its RECURRENCE-ID
  Tally uid_;
  Tally odd_uid_;
  Tally uid_twice_;
  Tally stamp_;
  Tally modified_;
  Tally sequence_;
  Tally start_;
  Tally zoned_;
  Tally end_;
  Tally status_;
};

}  // namespace

void CheckEvents(const CalendarText& text, Findings& findings) {
  EventChecks checks;
  bool is_any = false;
  for (const auto& component : text.components) {
    if (component.name != "VEVENT") continue;
    checks.Look(component);
    is_any = true;
  }
  if (is_any) checks.Tell(findings);
}

}  // namespace agendad::daemon::doctor
