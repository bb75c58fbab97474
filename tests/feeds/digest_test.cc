#include "feeds/digest.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace agendad::feeds {
namespace {

TEST(Digester, HashesTheVectorsOfSha256) {
  Digester digester;
  EXPECT_EQ(ShortHex(digester.Hash("")), "e3b0c44298fc1c149afbf4c8996fb924");
  EXPECT_EQ(ShortHex(digester.Hash("abc")), "ba7816bf8f01cfea414140de5dae2223");
  EXPECT_EQ(ShortHex(digester.Hash(
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039");
  EXPECT_EQ(digester.Hash("abc").back(), 0xad);
  EXPECT_EQ(ShortHex(digester.Hash("")), "e3b0c44298fc1c149afbf4c8996fb924");
}

// RFC 9562 4.1 and 4.2: version 5, variant 10.
TEST(Digester, UuidsSayTheirVersionAndVariant) {
  Digester digester;
  std::set<std::string> uuids;
  for (int i = 0; i < 2000; ++i) {
    const std::string uuid = digester.Uuid("name/" + std::to_string(i));
    ASSERT_EQ(uuid.size(), 36U);
    for (std::size_t at = 0; at < uuid.size(); ++at) {
      const bool hyphen = at == 8 || at == 13 || at == 18 || at == 23;
      ASSERT_EQ(uuid[at] == '-', hyphen) << uuid;
    }
    ASSERT_EQ(uuid.find_first_not_of("0123456789abcdef-"), std::string::npos);
    ASSERT_EQ(uuid[14], '5') << uuid;
    ASSERT_NE(std::string("89ab").find(uuid[19]), std::string::npos) << uuid;
    ASSERT_TRUE(uuids.insert(uuid).second);
  }
}

// Computed by another implementation (Python's uuid.uuid5). A change here
// would give every published event another UID.
TEST(Digester, UuidsNeverChange) {
  Digester digester;
  EXPECT_EQ(digester.Uuid("cspen/cspen-2024/session/ordinaria-marzo"),
            "949a6e87-a358-5a90-9f81-5861497822f4");
  EXPECT_EQ(digester.Uuid(""), "1cf46570-fbe9-5f7a-8b9e-4f785a321aab");
}

}  // namespace
}  // namespace agendad::feeds
