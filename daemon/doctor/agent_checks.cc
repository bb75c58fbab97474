#include "daemon/doctor/checks.h"
#include "daemon/http/grammar.h"

namespace agendad::daemon::doctor {
namespace {

constexpr Check kSlowness = {"time", "P19"};
constexpr Check kAgents = {"user-agents", "P1 P4 P5"};
constexpr Check kMethods = {"methods", "P3"};
constexpr Check kMissing = {"missing-feed", "P6"};
constexpr Check kSlash = {"final-slash", "P24"};

void CheckAgent(const AgentRecord& agent, Findings& findings) {
  const Exchange& exchange = agent.exchange;
  const std::string advice =
      agent.name == "Outlook"
          ? "Answer everybody alike, and pay no heed to 'Authorization: "
            "Bearer', which Outlook offers unasked"
          : "Answer everybody alike; look at filters of robots in front of "
            "the server";
  const std::string who = "To " + agent.name + " the answer is ";
  if (!exchange.IsWhole() || exchange.status != 200) {
    findings.Add(Level::kError, kAgents,
                 who + (exchange.IsWhole() ? std::to_string(exchange.status)
                                           : exchange.reason),
                 advice);
  } else if (!exchange.is_same_body) {
    findings.Add(Level::kWarning, kAgents, who + "another text", advice);
  }
}

}  // namespace

void CheckAgents(const FeedRecord& feed, Findings& findings) {
  if (feed.is_cut_short) {
    findings.Add(Level::kWarning, kSlowness,
                 "Time was over before everything had been asked",
                 "Answer faster; or give the doctor more time (--deadline)");
  }
  if (feed.agents.empty()) return;
  const auto before = findings.All().size();
  for (const auto& agent : feed.agents) CheckAgent(agent, findings);
  if (findings.All().size() == before) {
    findings.Ok(kAgents, "All of " + std::to_string(feed.agents.size()) +
                             " kinds of clients get the same calendar");
  }
  if (http::ListHasToken(FieldOf(feed.first, "Vary").value_or(""),
                         "User-Agent")) {
    findings.Add(Level::kNote, kAgents, "Vary names User-Agent",
                 "Leave it out: it is why caches keep a copy for each version "
                 "of each client");
  }
  if (feed.options) {
    const int status = feed.options->status;
    if (status == 405 || (status >= 200 && status < 300)) {
      findings.Ok(kMethods,
                  "OPTIONS is answered with " + std::to_string(status));
    } else {
      findings.Add(
          Level::kNote, kMethods,
          "OPTIONS is answered with " +
              (status == 0 ? feed.options->reason : std::to_string(status)),
          "Answer what is neither GET nor HEAD with 405 and 'Allow: "
          "GET, HEAD'");
    }
  }
  if (feed.missing) {
    const int status = feed.missing->status;
    if (status == 404 || status == 410) {
      findings.Ok(kMissing, "A feed that is none is answered with " +
                                std::to_string(status));
    } else {
      findings.Add(
          status == 200 ? Level::kWarning : Level::kNote, kMissing,
          "A feed that is none is answered with " +
              (status == 0 ? feed.missing->reason : std::to_string(status)),
          "Answer with 404: after 200 with something else Evolution "
          "empties the calendar, after 401 it asks for a password");
    }
  }
  if (!feed.with_slash) return;
  const int status = feed.with_slash->status;
  if (status == 308 || status == 301) {
    findings.Ok(kSlash, "With a final slash, the answer leads to the feed");
  } else {
    findings.Add(Level::kNote, kSlash,
                 "With a final slash, the answer is " + std::to_string(status),
                 "Lead to the address without it, by 308");
  }
}

}  // namespace agendad::daemon::doctor
