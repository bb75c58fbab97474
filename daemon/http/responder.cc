#include "daemon/http/responder.h"

namespace agendad::daemon::http {

void Answer::Clear() {
  status = 200;
  fields.clear();
  body.Clear();
  owner.reset();
  feed = nullptr;
  coding = feeds::ContentCoding::kIdentity;
}

void AddField(Answer& answer, std::string_view name, std::string_view value) {
  answer.fields.append(name).append(": ").append(value).append("\r\n");
}

void WritePlainText(int status, std::string_view cache_control,
                    std::string_view body, Answer& answer) {
  answer.status = status;
  AddField(answer, "Content-Type", "text/plain; charset=utf-8");
  AddField(answer, "Cache-Control", cache_control);
  AddField(answer, "X-Content-Type-Options", "nosniff");
  answer.body.Add(body);
}

}  // namespace agendad::daemon::http
