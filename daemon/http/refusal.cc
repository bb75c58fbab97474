#include "daemon/http/refusal.h"

#include <cassert>

namespace agendad::daemon::http {
namespace {

std::string_view Phrase(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 431:
      return "Request Header Fields Too Large";
    case 505:
      return "HTTP Version Not Supported";
  }
  assert(false);
  return "Error";
}

}  // namespace

std::string WriteRefusal(const Refusal& refusal, std::string_view date) {
  const std::string status = std::to_string(refusal.status);
  std::string body;
  body.append(Phrase(refusal.status)).append(": ");
  body.append(refusal.reason).append("\n");

  std::string answer;
  answer.reserve(320 + body.size());
  answer.append("HTTP/1.1 ").append(status).append(" ");
  answer.append(Phrase(refusal.status)).append("\r\nDate: ").append(date);
  if (refusal.status == 405) answer.append("\r\nAllow: GET, HEAD");
  answer.append(
      "\r\nCache-Control: no-store"
      "\r\nConnection: close"
      "\r\nContent-Type: text/plain; charset=utf-8"
      "\r\nX-Content-Type-Options: nosniff"
      "\r\nContent-Length: ");
  answer.append(std::to_string(body.size())).append("\r\n\r\n");
  if (!refusal.without_body) answer.append(body);
  return answer;
}

}  // namespace agendad::daemon::http
