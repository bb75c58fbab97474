#include "daemon/doctor/checks.h"
#include "daemon/doctor/robots.h"

namespace agendad::daemon::doctor {
namespace {

constexpr Check kRobots = {"robots", "P17"};
constexpr Check kRedirect = {"redirect", "P14"};
constexpr Check kStatus = {"status", "P5 P7"};
constexpr Check kAnswer = {"answer", "P8"};
constexpr Check kTime = {"time", "P19"};

constexpr std::chrono::seconds kSlowFirstByte{5};
constexpr std::chrono::seconds kSlowAnswer{30};

std::string Seconds(std::chrono::milliseconds time) {
  const auto tenths = (time.count() + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

void CheckHop(const Exchange& hop, const Url& next, Findings& findings) {
  const bool is_permanent = hop.status == 308 || hop.status == 301;
  const std::string seen = ToText(hop.request.url) + " answers with " +
                           std::to_string(hop.status) + " to " + ToText(next);
  if (hop.request.url.is_https && !next.is_https) {
    findings.Add(Level::kError, kRedirect, seen,
                 "Never lead from https to http: ICSx5 refuses to follow");
  } else if (!is_permanent) {
    findings.Add(Level::kWarning, kRedirect, seen,
                 "Answer with 308: only a permanent redirect lets clients "
                 "learn the new address");
  } else if (PathOf(next) != PathOf(hop.request.url) &&
             QueryOf(next) != QueryOf(hop.request.url)) {
    findings.Add(Level::kWarning, kRedirect, seen,
                 "Keep path and query when you lead elsewhere");
  } else {
    findings.Add(Level::kNote, kRedirect, seen,
                 "Publish the address that answers directly: some clients "
                 "follow no redirect, and Thunderbird never asks "
                 "conditionally after one");
  }
}

void CheckHops(const FeedRecord& feed, Findings& findings) {
  if (feed.hops.empty() && !feed.is_loop) {
    return findings.Ok(kRedirect, "The address answers without a redirect");
  }
  for (std::size_t i = 0; i < feed.hops.size(); ++i) {
    const Exchange& next =
        i + 1 < feed.hops.size() ? feed.hops[i + 1] : feed.first;
    CheckHop(feed.hops[i], next.request.url, findings);
  }
  if (feed.is_loop) {
    findings.Add(Level::kError, kRedirect,
                 "The redirects go round in a circle, back to " +
                     std::string(FieldOf(feed.first, "Location").value_or("")),
                 "Correct the rule that leads back");
  } else if (feed.hops.size() > 1) {
    findings.Add(Level::kWarning, kRedirect,
                 "There are " + std::to_string(feed.hops.size()) +
                     " redirects before an answer",
                 "Lead to the last address at once");
  }
}

std::string StatusAdvice(int status) {
  if (status == 401 || status == 403) {
    return "Let everybody read the feed: neither Google nor Outlook log in. "
           "A secret belongs into the path";
  }
  if (status == 429) {
    return "Let each client ask at least once a minute: Thunderbird gives up "
           "until it is started again";
  }
  if (status == 404) return "Look for a typing error in the address";
  if (status == 410) {
    return "The feed has ended: Thunderbird turns it off for good";
  }
  if (status >= 500) {
    return "Serve the last good calendar instead: Thunderbird gives up until "
           "it is started again";
  }
  if (status >= 300 && status < 400) {
    return "Lead to an address of http or https, in one step";
  }
  return "Answer with 200";
}

std::string FailureAdvice(Failure failure) {
  switch (failure) {
    case Failure::kResolve:
      return "Look at the name, and at its A and AAAA records";
    case Failure::kConnect:
      return "Make the server listen there, and let everybody through the "
             "firewall";
    case Failure::kNoRoute:
      return "Ask from a machine with a way to that address";
    case Failure::kTls:
      return "Look at the server's certificate, key and TLS settings";
    case Failure::kDeadline:
      return "Answer within seconds: ICSx5 waits 20 s, nobody more than 60 s";
    case Failure::kClosedEarly:
      return "Send the whole answer: half a calendar empties subscribers' "
             "calendars";
    case Failure::kGarbage:
      return "Speak HTTP/1.1 as RFC 9112 has it; look at what stands in front "
             "of the server";
    case Failure::kTooLarge:
      return "Keep the feed below 1,000,000 octets (P36)";
    case Failure::kNone:
      break;
  }
  return {};
}

void CheckTime(const Exchange& first, Findings& findings) {
  const std::string seen = "The first octet came after " +
                           Seconds(first.first_byte) + ", the last after " +
                           Seconds(first.whole);
  if (first.first_byte > kSlowFirstByte || first.whole > kSlowAnswer) {
    findings.Add(Level::kWarning, kTime, seen,
                 "Answer within 5 s, and be done within 30 s: render before "
                 "somebody asks");
  } else {
    findings.Ok(kTime, seen);
  }
}

// A page for people, as of a login, in place of a calendar.
bool IsPage(const FeedRecord& feed) {
  const auto type = FieldOf(feed.first, "Content-Type").value_or("");
  return type.find("html") != std::string_view::npos ||
         feed.text.starts_with("<");
}

}  // namespace

void CheckRobots(const ServerRecord& server, std::string_view path,
                 Findings& findings) {
  if (!server.robots) return;
  const Exchange& robots = *server.robots;
  if (!robots.IsWhole() || robots.status >= 500) {
    return findings.Add(
        Level::kError, kRobots,
        "/robots.txt cannot be read: " +
            (robots.IsWhole() ? std::to_string(robots.status) : robots.reason),
        "Answer it with 200: who cannot read it must keep away (RFC 9309)");
  }
  if (robots.status != 200) {
    return findings.Add(
        Level::kNote, kRobots,
        "/robots.txt answers with " + std::to_string(robots.status),
        "Answer with 200, 'User-agent: *' and 'Allow: /': "
        "Google has been seen to keep away without it");
  }
  for (const char* const agent : {"Google-Calendar-Importer", "Googlebot"}) {
    if (Allows(robots.body, agent, path)) continue;
    return findings.Add(Level::kError, kRobots,
                        std::string("/robots.txt forbids the feed to ") + agent,
                        "Allow the path of the feeds: Google Calendar obeys, "
                        "and shows nothing");
  }
  findings.Ok(kRobots, "/robots.txt lets Google come");
}

bool CheckAnswer(const FeedRecord& feed, Findings& findings) {
  CheckHops(feed, findings);
  const Exchange& first = feed.first;
  if (!first.IsWhole()) {
    findings.Add(Level::kError, kAnswer,
                 "There is no whole answer: " + first.reason,
                 FailureAdvice(first.failure));
    return false;
  }
  if (first.status != 200) {
    findings.Add(Level::kError, kStatus,
                 "The server answers with " + std::to_string(first.status),
                 StatusAdvice(first.status));
    return false;
  }
  findings.Ok(kStatus, "The server answers with 200");
  CheckTime(first, findings);
  if (IsPage(feed)) {
    findings.Add(Level::kError, kAnswer,
                 "What comes is a page for people (HTML), not a calendar",
                 "Serve the calendar itself, without a login or a question "
                 "whether somebody is a robot");
  } else if (feed.text.empty()) {
    findings.Add(Level::kError, kAnswer,
                 first.body_size == 0
                     ? "The body is empty: Thunderbird deletes all events"
                     : "The body cannot be decoded as its Content-Encoding "
                       "says",
                 "Serve a whole calendar, or an error");
  } else {
    findings.Ok(kAnswer, "A whole body came, of " +
                             std::to_string(feed.text.size()) + " octets");
    return true;
  }
  return false;
}

}  // namespace agendad::daemon::doctor
