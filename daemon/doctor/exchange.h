// What was seen of a server from outside: recorded once, by the client, and
// judged afterwards by pure functions. Plain values; any thread.
#ifndef AGENDAD_DAEMON_DOCTOR_EXCHANGE_H_
#define AGENDAD_DAEMON_DOCTOR_EXCHANGE_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/doctor/url.h"

namespace agendad::daemon::doctor {

using Field = std::pair<std::string, std::string>;  // name as written, value
using Fields = std::vector<Field>;

// Why there is no whole answer.
enum class Failure {
  kNone,
  kResolve,      // the name has no address
  kConnect,      // nobody listens there
  kNoRoute,      // this machine has no way there, as IPv6 without a network
  kTls,          // the handshake failed
  kDeadline,     // it took longer than it may
  kClosedEarly,  // the connection ended within the answer
  kGarbage,      // what came is not HTTP/1.1, or its chunks are broken
  kTooLarge,     // the answer is larger than anything a client takes
};

struct Request {
  std::string method = "GET";
  Url url;
  Fields fields;  // Host and Connection come from the client
};

struct Exchange {
  Request request;
  Failure failure = Failure::kNone;
  std::string reason;   // of the failure, for people
  std::string address;  // that answered, or that was tried last
  int status = 0;       // 0: no head came
  Fields fields;
  std::string body;           // chunks joined, content coding as it came
  std::size_t body_size = 0;  // octets; the body itself may have been dropped
  bool is_same_body = false;  // decoded, that of the first plain GET
  std::chrono::sys_seconds received;  // by our clock, when it was asked
  std::chrono::milliseconds first_byte{0};
  std::chrono::milliseconds whole{0};

  bool IsWhole() const { return failure == Failure::kNone; }
};

// The first value of a field, in any case (RFC 9110 5.1); nothing if absent.
std::optional<std::string_view> FieldOf(const Exchange& exchange,
                                        std::string_view name);

// The certificate that a server shows, judged by the roots of this system.
struct TlsFacts {
  enum class Chain {
    kTrusted,
    kMissingIntermediate,  // what was sent does not reach a root, though one is
    kUnknownRoot,          // it ends at a root that nobody here trusts
    kSelfSigned,           // the certificate vouches for itself
    kBroken,               // anything else; `problem` says what
  };
  Failure failure = Failure::kNone;
  std::string reason;   // of the failure
  std::string address;  // that was asked
  Chain chain = Chain::kTrusted;
  std::string problem;  // in OpenSSL's words
  std::string subject;
  std::string issuer;    // of the last certificate that was sent
  std::size_t sent = 0;  // certificates, with the server's own
  bool is_name_right = true;
  std::vector<std::string> names;  // that the certificate is for
  std::chrono::sys_seconds not_before;
  std::chrono::sys_seconds not_after;
  std::vector<std::string> versions;  // that are offered: "1.0" ... "1.3"
};

// What the name of a server resolves to, and what each address answers.
struct AddressFacts {
  std::string address;
  bool is_ipv6 = false;
  bool is_public = true;  // reachable from the Internet, as far as it tells
  Exchange answer;        // to GET; its body is dropped
};

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_EXCHANGE_H_
