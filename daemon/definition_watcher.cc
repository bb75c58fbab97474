#include "daemon/definition_watcher.h"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "config/definition_files.h"

namespace agendad::daemon {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

constexpr std::uint32_t kNameChangesHands =
    IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO;
constexpr std::uint32_t kFolderIsGone =
    IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED;
// Not IN_MODIFY: who writes is not done. IN_ATTRIB: what could not be read may
// be readable now.
constexpr std::uint32_t kWanted = kNameChangesHands | IN_DELETE_SELF |
                                  IN_MOVE_SELF | IN_CLOSE_WRITE | IN_ATTRIB |
                                  IN_ONLYDIR | IN_EXCL_UNLINK;

constexpr int kArmings = 4;

// Events read in one turn, so that signals and clients have theirs.
constexpr int kReadsPerTurn = 16;

std::string Message(int error) {
  return std::generic_category().message(error);
}

// Somebody makes a file, and will close it when it is written.
bool IsBeingMade(const fs::path& file) {
  struct stat status;
  return ::lstat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         status.st_size == 0;
}

}  // namespace

DefinitionWatcher::DefinitionWatcher(asio::io_context& control,
                                     fs::path directory,
                                     const WatcherTimes& times,
                                     Callbacks callbacks)
    : directory_(std::move(directory)),
      times_(times),
      callbacks_(std::move(callbacks)),
      inotify_(control),
      quiet_(control),
      comparison_(control) {
  Open();
  Arm();
  WaitForComparison();
}

DefinitionWatcher::~DefinitionWatcher() = default;

void DefinitionWatcher::Open() {
  const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) {
    SetFault("inotify cannot be had: " + Message(errno));
    return;
  }
  inotify_.assign(descriptor);
  WaitForEvents();
}

void DefinitionWatcher::Arm() {
  if (!inotify_.is_open()) return;
  bool is_complete = true;
  // What changed before its folder was watched is seen by looking again.
  for (int tries = 0; tries < kArmings; ++tries) {
    std::map<int, Watch> watches;
    is_complete = true;
    for (auto& [folder, watched] : DefinitionPlaces(directory_)) {
      is_complete &= ArmOne(folder, watched, watches);
    }
    bool is_new = false;
    for (const auto& [number, watch] : watches) {
      is_new |= !watches_.contains(number);
    }
    std::swap(watches, watches_);
    for (const auto& [number, watch] : watches) {
      if (watches_.contains(number)) continue;
      ::inotify_rm_watch(inotify_.native_handle(), number);
    }
    if (!is_new) break;
  }
  if (is_complete) SetFault("");
}

bool DefinitionWatcher::ArmOne(const fs::path& folder,
                               const WatchedNames& watched,
                               std::map<int, Watch>& watches) {
  const int number =
      ::inotify_add_watch(inotify_.native_handle(), folder.c_str(), kWanted);
  if (number < 0) {
    if (errno != ENOSPC && errno != ENOMEM) return true;  // gone, or not ours
    SetFault("no inotify watch is left: " + Message(errno));
    return false;
  }
  // One folder may be at two places.
  Watch& watch = watches[number];
  watch.folder = folder;
  watch.watched.names.insert(watched.names.begin(), watched.names.end());
  watch.watched.definition_files |= watched.definition_files;
  return true;
}

void DefinitionWatcher::SetFault(const std::string& fault) {
  const std::string before = std::exchange(fault_, fault);
  if (fault == before) return;
  callbacks_.report(fault.empty()
                        ? "changed files are noticed at once again"
                        : "changed files are noticed only by comparing "
                          "from time to time: " +
                              fault);
}

void DefinitionWatcher::WaitForEvents() {
  inotify_.async_wait(asio::posix::stream_descriptor::wait_read,
                      [this, alive = std::weak_ptr(alive_)](
                          const boost::system::error_code& error) {
                        if (error || alive.expired()) return;
                        ReadEvents();
                        WaitForEvents();
                      });
}

void DefinitionWatcher::ReadEvents() {
  alignas(inotify_event) std::array<char, 16 * 1024> buffer;
  Findings findings;
  for (int reads = 0; reads < kReadsPerTurn; ++reads) {
    const ssize_t size =
        ::read(inotify_.native_handle(), buffer.data(), buffer.size());
    if (size <= 0) break;
    Look({buffer.data(), static_cast<std::size_t>(size)}, findings);
  }
  if (findings.places_changed) Arm();
  if (findings.changed) WaitForQuiet();
}

void DefinitionWatcher::Look(std::string_view events, Findings& findings) {
  while (events.size() >= sizeof(inotify_event)) {
    inotify_event event;
    std::memcpy(&event, events.data(), sizeof event);
    events.remove_prefix(sizeof event);
    std::string_view name = events.substr(0, event.len);
    events.remove_prefix(name.size());
    name = name.substr(0, name.find('\0'));
    if ((event.mask & IN_Q_OVERFLOW) != 0) {
      callbacks_.report(
          "more files changed than the kernel could tell: all are compared");
      findings = {true, true};
    } else {
      LookAt(event.wd, event.mask, name, findings);
    }
  }
}

void DefinitionWatcher::LookAt(int number, std::uint32_t what,
                               std::string_view name,
                               Findings& findings) const {
  const auto found = watches_.find(number);
  if (found == watches_.end()) return;  // not watched any more
  const auto& [folder, watched] = found->second;
  if ((what & kFolderIsGone) != 0) {
    findings = {true, true};
    return;
  }
  const bool is_on_the_way = watched.names.find(name) != watched.names.end();
  if (!is_on_the_way &&
      !(watched.definition_files && config::IsDefinitionFile(name))) {
    return;
  }
  if ((what & IN_CREATE) != 0 && IsBeingMade(folder / name)) return;
  findings.changed = true;
  findings.places_changed |= is_on_the_way && (what & kNameChangesHands) != 0;
}

void DefinitionWatcher::WaitForQuiet() {
  const auto now = Clock::now();
  if (!first_event_) first_event_ = now;
  quiet_.expires_at(
      std::min(now + times_.quiet, *first_event_ + times_.longest));
  quiet_.async_wait([this, alive = std::weak_ptr(alive_)](
                        const boost::system::error_code& error) {
    if (error || alive.expired()) return;
    // One that was put off may have been on its way already.
    if (first_event_ && Clock::now() >= quiet_.expiry()) Call();
  });
}

void DefinitionWatcher::WaitForComparison() {
  comparison_.expires_after(times_.comparison);
  comparison_.async_wait([this, alive = std::weak_ptr(alive_)](
                             const boost::system::error_code& error) {
    if (error || alive.expired()) return;
    if (!inotify_.is_open()) Open();
    WaitForComparison();
    Call();
  });
}

// Watched before it is told, so that whoever reads the files now hears of every
// later change.
void DefinitionWatcher::Call() {
  quiet_.cancel();
  first_event_.reset();
  Arm();
  callbacks_.changed();
}

}  // namespace agendad::daemon
