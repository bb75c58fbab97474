// Lines with fields of their own in systemd's journal (sd_journal_sendv(3)).
// Any thread; waits for journald if it is behind.
#ifndef AGENDAD_DAEMON_SERVICE_JOURNAL_H_
#define AGENDAD_DAEMON_SERVICE_JOURNAL_H_

#include <span>
#include <string>

namespace agendad::daemon {

// Each field is "NAME=value", MESSAGE= among them; the priority is 6, that of
// information. A journal that is out of reach is not told.
void WriteToJournal(std::span<const std::string> fields);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_SERVICE_JOURNAL_H_
