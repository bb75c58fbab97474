#include "daemon/http/redirector.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "daemon/file_descriptor.h"

namespace agendad::daemon::http {
namespace {

constexpr std::string_view kChallenges = "/.well-known/acme-challenge/";

// A token and the hash of an account's key are less than two hundred octets.
constexpr std::size_t kMostOctets = 4096;

// The alphabet of RFC 8555 8.3: a token cannot name anything but a file there.
bool IsChallengeToken(std::string_view text) {
  return !text.empty() && text.size() <= 128 &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

// Absent if it is no plain file of that size that may be read.
std::optional<std::string> ReadSmallFile(const std::string& path) {
  // A pipe would wait for somebody to write.
  const FileDescriptor file(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat status {};
  if (!file.IsValid() || ::fstat(file.Get(), &status) != 0 ||
      !S_ISREG(status.st_mode)) {
    return std::nullopt;
  }
  std::array<char, kMostOctets + 1> text;  // NOLINT(*-member-init): read below
  const ssize_t octets = ::read(file.Get(), text.data(), text.size());
  if (octets < 0 || static_cast<std::size_t>(octets) > kMostOctets) {
    return std::nullopt;
  }
  return std::string(text.data(), static_cast<std::size_t>(octets));
}

}  // namespace

Redirector::Redirector(std::string base_url, std::string webroot)
    : base_url_(std::move(base_url)), webroot_(std::move(webroot)) {}

void Redirector::Respond(const Request& request, Answer& answer) const {
  answer.Clear();
  if (!webroot_.empty() && request.path.starts_with(kChallenges)) {
    std::optional<std::string> content;
    if (IsChallengeToken(request.path.substr(kChallenges.size()))) {
      content = ReadSmallFile(webroot_ + std::string(request.path));
    }
    if (!content) {
      return WritePlainText(404, "no-store",
                            "Aquí no hay nada / There is nothing here\n",
                            answer);
    }
    const auto kept = std::make_shared<const std::string>(std::move(*content));
    answer.owner = kept;
    return WritePlainText(200, "no-store", *kept, answer);
  }
  AddField(answer, "Location",
           base_url_ + std::string(request.encoded_path) +
               std::string(request.query));
  WritePlainText(
      308, "no-store",
      "Los calendarios están en https / The calendars are at https\n", answer);
}

}  // namespace agendad::daemon::http
