#include "daemon/state_directory.h"

#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <system_error>

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;

// What the service has, so that whoever asks it from a shell finds it.
constexpr char kSystemConfiguration[] = "/etc/agendad";
constexpr char kSystemState[] = "/var/lib/agendad";

// Empty if there is no such absolute path; of a list, as systemd gives them,
// the first one.
fs::path PathIn(const char* variable) {
  const char* const value =
      std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
  if (value == nullptr) return {};
  const std::string list = value;
  fs::path path = list.substr(0, list.find(':'));
  return path.is_absolute() ? path : fs::path();
}

// Not where links lead to: a deployment that switches one goes on.
fs::path Normal(const std::string& configuration) {
  fs::path path = fs::absolute(configuration).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

// A file name that says which directory it is: its path with "-" for "/", and
// "--" for "-".
std::string NameOf(const std::string& configuration) {
  std::string name;
  for (const char c : Normal(configuration).relative_path().string()) {
    if (c == '-') name += '-';
    name += c == '/' ? '-' : c;
  }
  return name.empty() ? "-" : name;
}

void MakeDirectory(const fs::path& directory) {
  fs::create_directories(directory.parent_path());
  if (::mkdir(directory.c_str(), 0750) != 0 && errno != EEXIST) {
    throw std::system_error(errno, std::generic_category(), directory.string());
  }
  if (!fs::is_directory(directory)) {
    throw std::system_error(std::make_error_code(std::errc::not_a_directory),
                            directory.string());
  }
}

}  // namespace

fs::path StateDirectoryName(const config::Settings& settings,
                            const std::string& configuration) {
  if (!settings.state.empty()) return settings.state;
  if (fs::path path = PathIn("STATE_DIRECTORY"); !path.empty()) return path;
  if (Normal(configuration) == kSystemConfiguration) {
    return kSystemState;
  }
  if (const fs::path path = PathIn("XDG_STATE_HOME"); !path.empty()) {
    return path / "agendad" / NameOf(configuration);
  }
  if (const fs::path path = PathIn("HOME"); !path.empty()) {
    return path / ".local/state/agendad" / NameOf(configuration);
  }
  throw std::runtime_error(
      "no state directory: agendad.yaml has no 'state', and the environment "
      "none of STATE_DIRECTORY, XDG_STATE_HOME and HOME");
}

fs::path StateDirectory(const config::Settings& settings,
                        const std::string& configuration) {
  fs::path directory = StateDirectoryName(settings, configuration);
  try {
    // mkdir(2) of "a/b/" makes b, whose parent is not "a/b".
    if (!directory.has_filename()) directory = directory.parent_path();
    MakeDirectory(directory);
  } catch (const std::exception&) {
    std::throw_with_nested(std::runtime_error(
        "cannot have the state directory " + directory.string()));
  }
  return directory;
}

fs::path RuntimeSocketPath(const fs::path& state) {
  constexpr std::size_t kLongest = sizeof(sockaddr_un::sun_path) - 1;
  const fs::path runtime = PathIn("RUNTIME_DIRECTORY");
  fs::path path = (runtime.empty() ? state : runtime) / "agendad.sock";
  if (path.native().size() > kLongest) {
    throw std::runtime_error(
        "the path of the control socket is longer than the " +
        std::to_string(kLongest) +
        " octets that a socket may have: " + path.string());
  }
  return path;
}

}  // namespace agendad::daemon
