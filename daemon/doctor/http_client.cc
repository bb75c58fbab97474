#include "daemon/doctor/http_client.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/error.hpp>
#include <cstdint>
#include <future>
#include <memory>
#include <thread>
#include <utility>

#include "daemon/clock.h"
#include "daemon/doctor/answer_reader.h"
#include "daemon/doctor/link.h"
#include "daemon/doctor/tls.h"

namespace agendad::daemon::doctor {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostAddresses = 8;
constexpr int kAnswersFirst = 100;

struct Names {
  std::vector<std::string> addresses;
  std::string reason;
};

Names LookUpNow(const std::string& host) {
  Names names;
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  if (const int error = getaddrinfo(host.c_str(), nullptr, &hints, &list)) {
    names.reason = gai_strerror(error);
    return names;
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list,
                                                                 freeaddrinfo);
  for (const addrinfo* each = list; each != nullptr; each = each->ai_next) {
    char text[NI_MAXHOST];
    if (getnameinfo(each->ai_addr, each->ai_addrlen, text, sizeof text, nullptr,
                    0, NI_NUMERICHOST) != 0) {
      continue;
    }
    const bool is_known =
        std::count(names.addresses.begin(), names.addresses.end(), text) > 0;
    if (!is_known && names.addresses.size() < kMostAddresses) {
      names.addresses.emplace_back(text);
    }
  }
  return names;
}

std::string HeadOf(const Request& request) {
  std::string head = request.method + " " + request.url.target +
                     " HTTP/1.1\r\nHost: " + Authority(request.url) + "\r\n";
  for (const auto& [name, value] : request.fields) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
  return head + "Connection: close\r\n\r\n";
}

class Asking {
 public:
  Asking(Exchange& exchange, Deadline deadline)
      : exchange_(exchange), link_(deadline) {}

  void Run(const std::string& address) {
    exchange_.address = address;
    exchange_.received = Now();
    const auto code = link_.Connect(address, exchange_.request.url.port);
    const bool is_here = code == boost::asio::error::network_unreachable ||
                         code == boost::system::errc::address_not_available;
    if (code)
      return Fail(is_here ? Failure::kNoRoute : Failure::kConnect, code);
    Speak();
  }

 private:
  void Fail(Failure failure, const boost::system::error_code& code) {
    const bool is_late = code == boost::asio::error::timed_out;
    exchange_.failure = is_late ? Failure::kDeadline : failure;
    exchange_.reason = is_late ? Doing(failure) + " took too long"
                               : Doing(failure) + " failed: " + code.message();
  }

  static std::string Doing(Failure failure) {
    if (failure == Failure::kConnect || failure == Failure::kNoRoute) {
      return "connecting";
    }
    return failure == Failure::kTls ? "the TLS handshake" : "the answer";
  }

  void Speak() {
    auto context = LenientContext();
    if (exchange_.request.url.is_https) {
      const auto code = link_.StartTls(context, exchange_.request.url.host);
      if (code) return Fail(Failure::kTls, code);
    }
    const auto start = Clock::now();
    // A server may answer, and close, before it has read everything.
    const auto written = link_.Write(HeadOf(exchange_.request));
    if (written == boost::asio::error::timed_out) {
      return Fail(Failure::kClosedEarly, written);
    }
    ReadAnswer(start);
    exchange_.body_size = exchange_.body.size();
    exchange_.whole = duration_cast<milliseconds>(Clock::now() - start);
  }

  void ReadAnswer(Clock::time_point start) {
    AnswerReader reader(exchange_);
    bool is_first = true;
    while (true) {
      boost::system::error_code code;
      const std::string_view octets = link_.Read(code);
      if (is_first) {
        exchange_.first_byte =
            duration_cast<milliseconds>(Clock::now() - start);
      }
      is_first = false;
      if (!octets.empty() && !reader.Take(octets)) return;
      if (!code) continue;
      if (code == boost::asio::error::timed_out) {
        exchange_.failure = Failure::kDeadline;
        exchange_.reason = exchange_.status < kAnswersFirst
                               ? "no answer came in time"
                               : "the answer was not over in time: " +
                                     std::to_string(exchange_.body.size()) +
                                     " octets of the body had come";
        return;
      }
      return reader.End();
    }
  }

  Exchange& exchange_;
  Link link_;
};

}  // namespace

std::vector<std::string> LookUp(const std::string& host, Deadline deadline,
                                std::string& reason) {
  boost::system::error_code is_name;
  boost::asio::ip::make_address(host, is_name);
  if (!is_name) return {host};
  // The system's resolver cannot be told to stop.
  std::packaged_task<Names()> task([host] { return LookUpNow(host); });
  auto names = task.get_future();
  std::thread(std::move(task)).detach();
  if (names.wait_until(deadline) != std::future_status::ready) {
    reason = "the look-up took too long";
    return {};
  }
  auto found = names.get();
  reason = found.reason;
  return found.addresses;
}

Exchange Ask(Request request, const std::string& address, Deadline deadline) {
  Exchange exchange;
  exchange.request = std::move(request);
  Asking(exchange, deadline).Run(address);
  return exchange;
}

}  // namespace agendad::daemon::doctor
