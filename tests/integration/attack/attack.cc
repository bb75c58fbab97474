// attack PORT PATH EXCHANGES [dripping=N] [idle=N] [deaf=N] [greedy=N]
//        [churn=N] [rate=N] [seconds=N]
//
// Attacks the server on this port of 127.0.0.1 and visits it meanwhile; prints
// the figures as one JSON object. PATH is that of a large answer. EXCHANGES is
// a folder in which N.request, N.status, N.etag and N.body, from N = 0 on, are
// what visitors ask for and get. With churn there are other attackers: it ends
// when that many connections have come and gone.
#include <sys/resource.h>

#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/bench/percentile.h"
#include "tests/integration/attack/hostile_clients.h"
#include "tests/integration/attack/visitors.h"

namespace agendad::attack {
namespace {

std::string Text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Exchange> ReadExchanges(const std::filesystem::path& folder) {
  std::vector<Exchange> exchanges;
  for (;;) {
    const std::filesystem::path name =
        folder / std::to_string(exchanges.size());
    const auto part = [&name](const char* what) {
      return Text(std::filesystem::path(name) += what);
    };
    if (!std::filesystem::exists(std::filesystem::path(name) += ".request"))
      return exchanges;
    exchanges.push_back({part(".request"), std::stoi(part(".status")),
                         part(".etag"), part(".body")});
  }
}

void RaiseDescriptors() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void Print(const Figures& figures, const Visits& visits) {
  const auto part = [&visits](double of) {
    return visits.milliseconds.empty()
               ? 0.0
               : bench::Percentile(visits.milliseconds, of);
  };
  std::cout << "{\"standing\": " << figures.standing
            << ", \"most\": " << figures.most
            << ", \"opened\": " << figures.opened
            << ", \"dropped\": " << figures.dropped
            << ", \"refused\": " << figures.refused
            << ", \"asked\": " << visits.asked
            << ", \"answered\": " << visits.answered
            << ", \"median_ms\": " << part(0.5)
            << ", \"p99_ms\": " << part(0.99) << ", \"max_ms\": " << part(1)
            << ", \"complaints\": [";
  const char* between = "";
  for (const std::string& complaint : visits.complaints) {
    std::cout << between << '"';
    for (const char c : complaint) std::cout << (c == '"' ? '\'' : c);
    std::cout << '"';
    between = ", ";
  }
  std::cout << "]}" << std::endl;
}

int Run(const std::vector<std::string>& arguments) {
  std::map<std::string, std::size_t> options = {
      {"dripping", 0}, {"idle", 0},   {"deaf", 0},    {"greedy", 0},
      {"churn", 0},    {"rate", 200}, {"seconds", 30}};
  for (std::size_t i = 3; i < arguments.size(); ++i) {
    const std::size_t equals = arguments[i].find('=');
    options.at(arguments[i].substr(0, equals)) =
        std::stoul(arguments[i].substr(equals + 1));
  }
  RaiseDescriptors();
  const boost::asio::ip::tcp::endpoint server(
      boost::asio::ip::address_v4::loopback(),
      static_cast<std::uint16_t>(std::stoul(arguments.at(0))));
  const std::string& path = arguments.at(1);
  const std::vector<Exchange> exchanges = ReadExchanges(arguments.at(2));

  Figures figures;
  Visits visits;
  // A loop each, so that attackers keep no visitor waiting.
  boost::asio::io_context hostile(1);
  if (options["churn"] > 0) {
    ComeAndGo(hostile, server, path, options["churn"], figures);
  } else {
    SendHostileClients(hostile, server, path,
                       {options["dripping"], options["idle"], options["deaf"],
                        options["greedy"]},
                       figures);
  }
  std::thread attackers([&hostile] { hostile.run(); });
  if (exchanges.empty()) {
    attackers.join();
  } else {
    boost::asio::io_context friendly(1);
    SendVisitors(friendly, server, exchanges,
                 {options["rate"], std::chrono::seconds(options["seconds"])},
                 visits);
    friendly.run();
    if (options["churn"] == 0) hostile.stop();
    attackers.join();
  }
  Print(figures, visits);
  return 0;
}

}  // namespace
}  // namespace agendad::attack

int main(int count, char** arguments) {
  try {
    return agendad::attack::Run({arguments + 1, arguments + count});
  } catch (const std::exception& error) {
    std::cerr << "attack: " << error.what() << "\n";
    return 2;
  }
}
