// Certificates that nobody vouches for, with their keys. Not in the product.
#ifndef AGENDAD_TESTS_DAEMON_HTTP_MADE_UP_CERTIFICATE_H_
#define AGENDAD_TESTS_DAEMON_HTTP_MADE_UP_CERTIFICATE_H_

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace agendad::daemon::http {

struct CertificateFilesOfTest {
  std::string certificate;
  std::string key;
};

// Writes both into `folder`, for a server called `name`; the key encrypted with
// `passphrase`, unless that is empty.
inline CertificateFilesOfTest MakeCertificate(
    const std::filesystem::path& folder, const std::string& name,
    const std::string& passphrase = {}) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(),
                                                                &X509_free);
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 30L * 86400);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* const subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(
      subject, "CN", MBSTRING_UTF8,
      reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), subject);
  X509_sign(certificate.get(), key.get(), EVP_sha256());

  const CertificateFilesOfTest files{folder / "certificate.pem",
                                     folder / "key.pem"};
  const auto write = [](const std::string& file, auto&& content) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(
        BIO_new_file(file.c_str(), "w"), &BIO_free);
    if (out == nullptr || content(out.get()) != 1)
      throw std::runtime_error("cannot write " + file);
  };
  write(files.certificate, [&certificate](BIO* out) {
    return PEM_write_bio_X509(out, certificate.get());
  });
  write(files.key, [&key, &passphrase](BIO* out) {
    return PEM_write_bio_PrivateKey(
        out, key.get(), passphrase.empty() ? nullptr : EVP_aes_256_cbc(),
        reinterpret_cast<const unsigned char*>(passphrase.c_str()),
        static_cast<int>(passphrase.size()), nullptr, nullptr);
  });
  return files;
}

}  // namespace agendad::daemon::http

#endif  // AGENDAD_TESTS_DAEMON_HTTP_MADE_UP_CERTIFICATE_H_
