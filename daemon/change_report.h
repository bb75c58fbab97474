// Changes in words, for whoever publishes, and as JSON. Pure; any thread.
#ifndef AGENDAD_DAEMON_CHANGE_REPORT_H_
#define AGENDAD_DAEMON_CHANGE_REPORT_H_

#include <string>
#include <vector>

#include "feeds/changes.h"

namespace agendad::daemon {

// A paragraph for each feed, and a last line that counts:
//
//   dcpen (DCPEN · Dirección de Carrera Profesional Electoral Nacional)
//     moved      CSPEN · Informe final: 2024-03-11 -> 2024-03-18
//     cancelled  CSPEN · Sesión ordinaria de junio: 2024-06-17 to 2024-06-21
//
//   2 changes in 1 feed.
std::string ChangeText(const std::vector<feeds::FeedChanges>& changes);

// An array (RFC 8259) of {feed, name, kind, earlier_feed, earlier_name, events:
// [{uid, change, summary, earlier_summary, before, after}]}; what does not
// apply is null.
std::string ChangeJson(const std::vector<feeds::FeedChanges>& changes);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_CHANGE_REPORT_H_
