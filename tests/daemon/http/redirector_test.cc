#include "daemon/http/redirector.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "daemon/http/transport.h"
#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/http/served_feeds.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon::http {
namespace {

namespace fs = std::filesystem;

const std::string kChallenges = "/.well-known/acme-challenge/";

// A transport that sends to https://a.example/agenda.
class Redirected {
 public:
  explicit Redirected(const std::string& webroot = {})
      : redirector_("https://a.example/agenda", webroot) {
    port_ = transport_.Listen({"127.0.0.1", 0}, redirector_).port;
    transport_.Start(1);
  }

  RawAnswer Ask(const std::string& target) {
    return RawClient(port_).Ask(Get(target));
  }

 private:
  const Redirector redirector_;
  Traffic traffic_;
  Transport transport_{{}, traffic_, [](const std::string&) {}};
  std::uint16_t port_ = 0;
};

TEST(Redirector, SendsEverythingToTheBaseAddress) {
  Redirected redirected;
  for (const std::string& target :
       {std::string("/feeds/cspen.ics"), std::string("/"),
        std::string("/none?a=%20b"), std::string("/%66eeds"),
        std::string("/robots.txt"), std::string("//x/"),
        kChallenges + "token"}) {
    const RawAnswer answer = redirected.Ask(target);
    EXPECT_EQ(answer.status, 308) << target;
    EXPECT_EQ(answer["location"], "https://a.example/agenda" + target);
  }
}

TEST(Redirector, ServesWhatAnAcmeClientLeaves) {
  const test::TemporaryDirectory folder;
  const fs::path challenges = folder.Path() / kChallenges.substr(1);
  fs::create_directories(challenges);
  const auto write = [&](const fs::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
  };
  Redirected redirected(folder.Path().string());
  EXPECT_EQ(redirected.Ask(kChallenges + "aZ0-_").status, 404);

  write(challenges / "aZ0-_", "aZ0-_.key");
  const RawAnswer answer = redirected.Ask(kChallenges + "aZ0-_");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "aZ0-_.key");
  EXPECT_EQ(answer["cache-control"], "no-store");
  EXPECT_EQ(redirected.Ask(kChallenges + "aZ0-_?a=b").body, "aZ0-_.key");
  EXPECT_EQ(redirected.Ask(kChallenges + "%61Z0-_").body, "aZ0-_.key");

  write(challenges / "empty", "");
  EXPECT_EQ(redirected.Ask(kChallenges + "empty").status, 200);
  write(challenges / "full", std::string(4096, 'x'));
  EXPECT_EQ(redirected.Ask(kChallenges + "full").body, std::string(4096, 'x'));
  EXPECT_EQ(redirected.Ask("/feeds/cspen.ics").status, 308);
}

TEST(Redirector, ServesNothingElse) {
  const test::TemporaryDirectory folder;
  const fs::path challenges = folder.Path() / kChallenges.substr(1);
  fs::create_directories(challenges / "folder");
  std::ofstream(folder.Path() / "secret") << "secret";
  std::ofstream(challenges / "dotted.txt") << "secret";
  std::ofstream(challenges / "large") << std::string(4097, 'x');
  fs::create_symlink(folder.Path() / "secret", challenges / "link");
  ASSERT_EQ(::mkfifo((challenges / "pipe").c_str(), 0600), 0);
  Redirected redirected(folder.Path().string());
  for (const std::string name :
       {"folder", "dotted.txt", "large", "link", "pipe", "", "folder/",
        "../../secret", "%2e%2e/%2e%2e/secret", "..%2f..%2fsecret", "a%00b",
        "missing"}) {
    const RawAnswer answer = redirected.Ask(kChallenges + name);
    EXPECT_TRUE(answer.status == 404 || answer.status == 400)
        << name << ": " << answer.status;
    EXPECT_EQ(answer.body.find("secret"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace agendad::daemon::http
