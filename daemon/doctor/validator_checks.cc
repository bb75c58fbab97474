#include "daemon/doctor/checks.h"
#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

constexpr Check kHead = {"head", "P2"};
constexpr Check kCoding = {"compression", "P13"};
constexpr Check kVary = {"vary", "P13"};
constexpr Check kETag = {"etag", "P9"};
constexpr Check kCodedETag = {"etag-per-coding", "P9"};
constexpr Check kStable = {"stable", "P9 P58"};
constexpr Check kConditional = {"conditional", "P10"};
constexpr Check kSince = {"if-modified-since", "P11"};

std::string_view Value(const Exchange& exchange, std::string_view name) {
  return FieldOf(exchange, name).value_or("");
}

// What came of an exchange, in a word.
std::string Came(const Exchange& exchange) {
  return exchange.IsWhole() ? std::to_string(exchange.status) : exchange.reason;
}

bool IsIdentity(const Exchange& exchange) {
  const auto coding = Value(exchange, "Content-Encoding");
  return coding.empty() || http::EqualsIgnoringCase(coding, "identity");
}

void CheckHead(const Exchange& first, const Exchange& head,
               Findings& findings) {
  const std::string advice =
      "Answer HEAD with the header of GET: Thunderbird begins with it";
  if (!head.IsWhole() || head.status != first.status) {
    return findings.Add(Level::kWarning, kHead,
                        "HEAD is answered with " + Came(head), advice);
  }
  for (const char* const name :
       {"Content-Type", "Content-Length", "ETag", "Last-Modified"}) {
    const auto of_head = FieldOf(head, name);
    // A server may leave out what only the body tells (RFC 9110 9.3.2).
    if (!of_head || *of_head == Value(first, name)) continue;
    return findings.Add(Level::kWarning, kHead,
                        std::string(name) + " of HEAD is '" +
                            std::string(*of_head) + "', that of GET '" +
                            std::string(Value(first, name)) + "'",
                        advice);
  }
  if (!FieldOf(head, "Content-Type")) {
    return findings.Add(Level::kWarning, kHead, "HEAD tells no Content-Type",
                        advice);
  }
  findings.Ok(kHead, "HEAD has the header of GET");
}

// True if the coding was used.
bool CheckCoding(const Exchange& coded, const std::string& name,
                 Findings& findings) {
  if (!coded.IsWhole() || coded.status != 200) {
    findings.Add(Level::kError, kCoding,
                 "To who takes " + name + " the answer is " + Came(coded),
                 "Answer with the same calendar");
    return false;
  }
  if (!coded.is_same_body) {
    findings.Add(Level::kError, kCoding,
                 "What comes as " + name +
                     " is not the calendar that comes "
                     "without",
                 "Compress what you serve, label it with Content-Encoding, and "
                 "let the proxy compress nothing twice");
    return false;
  }
  if (IsIdentity(coded)) return false;
  if (!http::EqualsIgnoringCase(Value(coded, "Content-Encoding"), name)) {
    findings.Add(Level::kError, kCoding,
                 "Who takes only " + name + " gets " +
                     std::string(Value(coded, "Content-Encoding")),
                 "Use a coding only if Accept-Encoding names it");
    return false;
  }
  findings.Ok(kCoding, name + " gives the same calendar, in " +
                           std::to_string(coded.body_size) + " octets");
  return true;
}

bool IsWeak(std::string_view etag) { return etag.starts_with("W/"); }

void CheckCodedETag(const Exchange& first, const Exchange& coded,
                    Findings& findings) {
  const auto plain = FieldOf(first, "ETag");
  if (!plain) return;
  const auto etag = FieldOf(coded, "ETag");
  if (!etag) {
    findings.Add(Level::kWarning, kCodedETag,
                 "The compressed answer has no ETag",
                 "Send one: most clients take compressed answers");
  } else if (*etag == *plain && !IsWeak(*etag)) {
    findings.Add(Level::kWarning, kCodedETag,
                 "The compressed answer has the strong ETag of the other one",
                 "Give each coding its own ETag, or make it weak (W/)");
  } else {
    findings.Ok(kCodedETag, "The compressed answer has an ETag of its own");
  }
}

void CheckCodings(const Exchange& first, const Exchange& gzip,
                  const Exchange& brotli, Findings& findings) {
  if (!IsIdentity(first)) {
    findings.Add(Level::kError, kCoding,
                 "The answer is compressed (" +
                     std::string(Value(first, "Content-Encoding")) +
                     "), though nobody asked for it",
                 "Compress only if Accept-Encoding allows it");
  }
  const bool is_gzipped = CheckCoding(gzip, "gzip", findings);
  const bool is_br = CheckCoding(brotli, "br", findings);
  if (!is_gzipped && !is_br) {
    if (gzip.is_same_body && brotli.is_same_body) {
      findings.Add(Level::kNote, kCoding, "Nothing is compressed",
                   "Offer gzip: a calendar shrinks to a tenth");
    }
    return;
  }
  const Exchange& coded = is_gzipped ? gzip : brotli;
  for (const Exchange* const each : {&first, &coded}) {
    const auto vary = Value(*each, "Vary");
    if (http::ListHasToken(vary, "Accept-Encoding") || vary == "*") continue;
    findings.Add(Level::kWarning, kVary,
                 "An answer does not say 'Vary: Accept-Encoding'",
                 "Say so on every answer, or a cache gives compressed octets "
                 "to who cannot read them");
    return CheckCodedETag(first, coded, findings);
  }
  findings.Ok(kVary, "Vary names Accept-Encoding");
  CheckCodedETag(first, coded, findings);
}

void CheckStable(const Exchange& first, const Exchange& again,
                 Findings& findings) {
  const std::string advice =
      "Make the same calendar the same octets: DTSTAMP is the time of the "
      "last change, not of the request";
  if (!again.IsWhole() || again.status != 200) {
    findings.Add(Level::kWarning, kStable,
                 "The second time, the answer was " + Came(again),
                 "Answer each time: clients come back every few minutes");
  } else if (!again.is_same_body) {
    findings.Add(Level::kWarning, kStable,
                 "Two requests got different calendars", advice);
  } else if (Value(again, "ETag") != Value(first, "ETag")) {
    findings.Add(Level::kWarning, kStable,
                 "Two requests got the same calendar with different ETags",
                 "Make the ETag of the octets alone");
  } else {
    findings.Ok(kStable, "Two requests got the same octets");
  }
}

// One row about a request that has to be answered with `status`.
void Expect(const std::optional<Exchange>& exchange, int status,
            const std::string& asked, const Check& check, Findings& findings) {
  if (!exchange) return;
  if (exchange->status == status && exchange->IsWhole()) {
    return findings.Ok(check,
                       asked + " is answered with " + std::to_string(status));
  }
  findings.Add(Level::kWarning, check,
               asked + " is answered with " + Came(*exchange) + ", not with " +
                   std::to_string(status),
               status == 304 ? "Answer with 304: else everybody fetches "
                               "everything each time"
                             : "Answer with 200: else a change never arrives");
}

void CheckNotModified(const Exchange& first, const Exchange& known,
                      Findings& findings) {
  if (known.status != 304) return;
  for (const char* const name : {"ETag", "Cache-Control", "Vary"}) {
    const auto expected = FieldOf(first, name);
    if (!expected || Value(known, name) == *expected) continue;
    return findings.Add(Level::kWarning, kConditional,
                        "304 says " + std::string(name) + ": '" +
                            std::string(Value(known, name)) + "', 200 says '" +
                            std::string(*expected) + "'",
                        "Repeat it on 304 (RFC 9110 15.4.5)");
  }
}

}  // namespace

void CheckValidators(const FeedRecord& feed, Findings& findings) {
  if (!feed.again || !feed.head || !feed.gzip || !feed.brotli) return;
  CheckHead(feed.first, *feed.head, findings);
  CheckCodings(feed.first, *feed.gzip, *feed.brotli, findings);
  CheckStable(feed.first, *feed.again, findings);
  const auto etag = FieldOf(feed.first, "ETag");
  if (etag) {
    findings.Ok(kETag, "ETag is " + std::string(*etag));
  } else {
    findings.Add(Level::kWarning, kETag, "There is no ETag",
                 "Send one: Evolution, Thunderbird and ICSx5 ask by it");
  }
  Expect(feed.known, 304, "If-None-Match with the ETag", kConditional,
         findings);
  if (feed.known) CheckNotModified(feed.first, *feed.known, findings);
  Expect(feed.known_weak, 304, "If-None-Match with the ETag as weak, in a list",
         kConditional, findings);
  Expect(feed.known_gzip, 304, "If-None-Match with the ETag of gzip",
         kConditional, findings);
  Expect(feed.any, 304, "If-None-Match: *", kConditional, findings);
  Expect(feed.stale, 200, "If-None-Match with an ETag that never was",
         kConditional, findings);
  Expect(feed.not_since, 304, "If-Modified-Since with Last-Modified", kSince,
         findings);
  Expect(feed.since_1970, 200, "If-Modified-Since with 1970", kSince, findings);
}

}  // namespace agendad::daemon::doctor
