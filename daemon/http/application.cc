#include "daemon/http/application.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "daemon/http/conditional_request.h"
#include "daemon/http/content_coding.h"

namespace agendad::daemon::http {
namespace {

constexpr std::string_view kNoProgramYet =
    "agendad funciona, y aún no hay ningún programa publicado. directory.yaml "
    "y programs/*.yaml van en el directorio de configuración (/etc/agendad, "
    "si no se dijo otro); `agendad status` dice qué falta.\n"
    "agendad is running, and no program is published yet. directory.yaml and "
    "programs/*.yaml go into the configuration directory (/etc/agendad unless "
    "told otherwise); `agendad status` tells what is missing.\n";

constexpr std::string_view kRevalidate = "private, max-age=0, must-revalidate";

const feeds::Representation& Get(const feeds::Feed& feed,
                                 feeds::ContentCoding coding) {
  return feed.representations[static_cast<std::size_t>(coding)];
}

// What a 200 and a 304 have in common (RFC 9110 15.4.5).
void AddValidators(const feeds::Feed& feed, feeds::ContentCoding coding,
                   Answer& answer) {
  AddField(answer, "ETag", Get(feed, coding).etag);
  AddField(answer, "Cache-Control", kRevalidate);
  AddField(answer, "Vary", "Accept-Encoding");
}

void Serve(const feeds::Feed& feed, const Request& request, Answer& answer) {
  feeds::ContentCoding coding = NegotiateCoding(request.accept_encoding);
  // A snapshot that was built without compression has identity only.
  const bool is_coded = !Get(feed, coding).body.empty();
  if (!is_coded) coding = feeds::ContentCoding::kIdentity;
  const std::optional<feeds::ContentCoding> known =
      MatchIfNoneMatch(request.if_none_match, feed.representations, coding);
  if (known.has_value()) {
    answer.status = 304;
    return AddValidators(feed, *known, answer);
  }
  answer.coding = coding;
  AddField(answer, "Content-Type", "text/calendar; charset=utf-8");
  if (is_coded) AddField(answer, "Content-Encoding", feeds::ToText(coding));
  AddValidators(feed, coding, answer);
  answer.fields.append("Content-Disposition: inline; filename=\"")
      .append(feed.id)
      .append(".ics\"\r\n");
  AddField(answer, "X-Content-Type-Options", "nosniff");
  AddField(answer, "X-Robots-Tag", "noindex");
  if (is_coded) {
    answer.body.Add(Get(feed, coding).body);
  } else {
    feeds::AddText(feed, answer.body);
  }
}

// "/feeds/<id>.ics" of an address with slashes after it, else empty.
std::string_view WithoutFinalSlashes(std::string_view path) {
  const std::size_t last = path.find_last_not_of('/');
  if (last == std::string_view::npos || last + 1 == path.size()) return {};
  return path.substr(0, last + 1);
}

}  // namespace

Application::Application(const SnapshotStore& store, std::string base_url)
    : store_(store), base_url_(std::move(base_url)) {}

void Application::Respond(const Request& request, Answer& answer) const {
  answer.Clear();
  if (request.path == "/robots.txt") {
    return WritePlainText(200, "public, max-age=3600",
                          "User-agent: *\r\nAllow: /\r\n", answer);
  }
  std::shared_ptr<const feeds::Snapshot> snapshot = store_.Current();
  if (snapshot == nullptr) {
    // Who looks here has just installed it: it runs, and lacks nothing else.
    if (request.path == "/") {
      return WritePlainText(200, "no-store", kNoProgramYet, answer);
    }
    AddField(answer, "Retry-After", "60");
    return WritePlainText(503, "no-store",
                          "Aún no hay calendarios / No feeds yet\n", answer);
  }
  if (const feeds::Feed* feed = snapshot->Find(request.path)) {
    answer.feed = feed;
    answer.owner = std::move(snapshot);
    if (!feed->is_private) return Serve(*feed, request, answer);
    return WritePlainText(
        410, "no-store",
        "Este calendario no es público / This calendar is not public\n",
        answer);
  }
  if (request.path == "/") return List(*snapshot, request, answer);
  if (const feeds::Feed* feed =
          snapshot->Find(WithoutFinalSlashes(request.path))) {
    AddField(answer, "Location", base_url_ + feed->path);
    return WritePlainText(308, "no-store",
                          "La dirección no lleva diagonal final / The address "
                          "has no final slash\n",
                          answer);
  }
  WritePlainText(404, "no-store", "Aquí no hay nada / There is nothing here\n",
                 answer);
}

void Application::List(const feeds::Snapshot& snapshot, const Request& request,
                       Answer& answer) const {
  std::string root = base_url_;
  if (root.empty() && !request.host.empty()) {
    root.append(request.is_https ? "https://" : "http://").append(request.host);
  }
  auto text = std::make_shared<std::string>();
  for (const auto& feed : snapshot.Feeds()) {
    if (!feed->is_private) text->append(root).append(feed->path).append("\n");
  }
  WritePlainText(200, kRevalidate, *text, answer);
  answer.owner = std::move(text);
}

}  // namespace agendad::daemon::http
