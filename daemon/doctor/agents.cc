#include "daemon/doctor/agents.h"

namespace agendad::daemon::doctor {
namespace {

// So that whoever counts clients can tell these from real ones.
std::vector<Agent> Marked(std::vector<Agent> agents) {
  for (Agent& agent : agents) {
    for (auto& [name, value] : agent.fields) {
      if (name == "User-Agent") value += " agendad-doctor";
    }
  }
  return agents;
}

}  // namespace

const std::vector<Agent>& Agents() {
  static const std::vector<Agent> kAgents = Marked({
      {"Google",
       {{"User-Agent", "Google-Calendar-Importer"},
        {"Accept-Encoding", "gzip, deflate, br"}}},
      {"Exchange",
       {{"User-Agent",
         "Microsoft Exchange/15.20 (Windows NT 10.0; Win64; x64)"},
        {"Accept-Encoding", "gzip"}}},
      // It offers to log in where nobody has asked it to (P4).
      {"Outlook",
       {{"User-Agent",
         "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook "
         "16.0.16327; Pro)"},
        {"Authorization", "Bearer"}}},
      {"Apple",
       {{"User-Agent", "macOS/13.4 (22F66) dataaccessd/1.0"},
        {"Accept", "*/*"},
        {"Accept-Encoding", "gzip, deflate, br"}}},
      {"Thunderbird",
       {{"User-Agent",
         "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) "
         "Gecko/20100101 Thunderbird/140.0"},
        {"Accept", "text/calendar,text/plain;q=0.8,*/*;q=0.5"},
        {"Cache-Control", "no-cache"}}},
      {"Evolution",
       {{"User-Agent", "Evolution/3.46.4"},
        {"Accept-Encoding", "gzip, deflate"}}},
      {"ICSx5",
       {{"User-Agent", "ICSx5/2.4 (ical4j/4.x okhttp/5.3.2 Android/15)"},
        {"Accept", "text/calendar, */*;q=0.9"},
        {"Accept-Encoding", "br,gzip"}}},
      {"Nextcloud",
       {{"User-Agent", "Nextcloud Webcal Service"},
        {"Accept",
         "text/calendar, application/calendar+json, "
         "application/calendar+xml"}}},
      {"browser",
       {{"User-Agent",
         "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) "
         "Gecko/20100101 Firefox/140.0"},
        {"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"},
        {"Accept-Encoding", "gzip, deflate, br"}}},
  });
  return kAgents;
}

}  // namespace agendad::daemon::doctor
