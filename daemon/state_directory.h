// Where a daemon keeps what must outlive it, and where it is asked how it
// fares. Reads the environment; before any thread changes it, any thread.
#ifndef AGENDAD_DAEMON_STATE_DIRECTORY_H_
#define AGENDAD_DAEMON_STATE_DIRECTORY_H_

#include <filesystem>
#include <string>

#include "config/settings.h"

namespace agendad::daemon {

// The setting; else $STATE_DIRECTORY (systemd.exec(5), the first of its list);
// else, for the service's own /etc/agendad, /var/lib/agendad; else a folder of
// its own for each configuration directory in $XDG_STATE_HOME/agendad or
// $HOME/.local/state/agendad, so that who tries two definitions does not
// publish one over the other. Variables that are empty or not absolute do not
// count. The directory is made if it is not there, with mode 0750. Throws
// std::runtime_error if there is none to be had.
std::filesystem::path StateDirectory(const config::Settings& settings,
                                     const std::string& configuration);

// The same without making anything.
std::filesystem::path StateDirectoryName(const config::Settings& settings,
                                         const std::string& configuration);

// $RUNTIME_DIRECTORY/agendad.sock, else agendad.sock in `state`. Throws
// std::runtime_error if a socket cannot have so long a path (unix(7)).
std::filesystem::path RuntimeSocketPath(const std::filesystem::path& state);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_STATE_DIRECTORY_H_
