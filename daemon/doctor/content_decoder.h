// The way back from a content coding (RFC 9110 8.4.1), for octets that a
// stranger has written: bounded in what it gives. Pure; any thread.
#ifndef AGENDAD_DAEMON_DOCTOR_CONTENT_DECODER_H_
#define AGENDAD_DAEMON_DOCTOR_CONTENT_DECODER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace agendad::daemon::doctor {

// `coding` is the value of Content-Encoding: "gzip", "x-gzip", "deflate",
// "br", "identity" or empty, in any case. Nothing if it is another one, if
// `coded` is not whole, has more behind it, or would be more than `most`
// octets.
std::optional<std::string> Decode(std::string_view coding,
                                  std::string_view coded, std::size_t most);

}  // namespace agendad::daemon::doctor

#endif  // AGENDAD_DAEMON_DOCTOR_CONTENT_DECODER_H_
