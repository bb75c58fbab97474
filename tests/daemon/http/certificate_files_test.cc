#include "daemon/http/certificate_files.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/daemon/http/made_up_certificate.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon::http {
namespace {

namespace fs = std::filesystem;

class CertificateFilesTest : public testing::Test {
 protected:
  CertificateFilesTest() {
    fs::create_directory(Other());
    files_ = MakeCertificate(folder_.Path(), "one.example");
    others_ = MakeCertificate(Other(), "two.example");
  }

  fs::path Other() const { return fs::path(folder_.Path()) / "other"; }

  std::string ErrorOfLoad() const {
    try {
      CertificateFiles(files_.certificate, files_.key).Load();
      return "none";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }

  const test::TemporaryDirectory folder_;
  CertificateFilesOfTest files_;
  CertificateFilesOfTest others_;
};

TEST_F(CertificateFilesTest, KnowWhenTheyEnd) {
  CertificateFiles files(files_.certificate, files_.key);
  const auto end = files.Load()->NotAfter();
  const auto expected =
      std::chrono::system_clock::now() + std::chrono::days(30);
  EXPECT_LT(std::chrono::abs(end - expected), std::chrono::minutes(5));
}

TEST_F(CertificateFilesTest, AreLoadedAgainWhenBothHaveSettled) {
  CertificateFiles files(files_.certificate, files_.key);
  EXPECT_NE(files.Load(), nullptr);
  EXPECT_EQ(files.LoadIfChanged(), nullptr);
  // As certbot and others do: one after the other, by renaming.
  fs::rename(others_.certificate, files_.certificate);
  EXPECT_EQ(files.LoadIfChanged(), nullptr);
  fs::rename(others_.key, files_.key);
  EXPECT_EQ(files.LoadIfChanged(), nullptr);
  EXPECT_NE(files.LoadIfChanged(), nullptr);
  EXPECT_EQ(files.LoadIfChanged(), nullptr);
}

TEST_F(CertificateFilesTest, OnesThatDoNotFitAreToldOnce) {
  CertificateFiles files(files_.certificate, files_.key);
  files.Load();
  fs::rename(others_.certificate, files_.certificate);
  EXPECT_EQ(files.LoadIfChanged(), nullptr);
  EXPECT_THROW(files.LoadIfChanged(), std::runtime_error);
  EXPECT_EQ(files.LoadIfChanged(), nullptr);
  fs::rename(others_.key, files_.key);
  EXPECT_EQ(files.LoadIfChanged(), nullptr);
  EXPECT_NE(files.LoadIfChanged(), nullptr);
}

TEST_F(CertificateFilesTest, SayWhatIsWrong) {
  EXPECT_EQ(ErrorOfLoad(), "none");
  MakeCertificate(folder_.Path(), "one.example", "secret");
  EXPECT_TRUE(ErrorOfLoad().starts_with("cannot use the key " + files_.key));
  EXPECT_TRUE(ErrorOfLoad().ends_with(
      "; expected the certificate's private key in PEM, without a passphrase"));
  fs::copy_file(others_.key, files_.key, fs::copy_options::overwrite_existing);
  EXPECT_EQ(ErrorOfLoad(),
            "cannot use the key " + files_.key +
                ": key values mismatch; expected the certificate's private key "
                "in PEM, without a passphrase");
  std::ofstream(files_.certificate) << "nonsense";
  EXPECT_EQ(ErrorOfLoad(),
            "cannot use the certificate " + files_.certificate +
                ": no start line; expected a certificate and its chain in PEM");
  fs::remove(files_.certificate);
  EXPECT_EQ(ErrorOfLoad(), "cannot use the certificate " + files_.certificate +
                               ": No such file or directory; expected a "
                               "certificate and its chain in PEM");
}

}  // namespace
}  // namespace agendad::daemon::http
