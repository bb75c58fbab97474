// Folders and links that come, go and are switched under the watcher.
#include <gtest/gtest.h>

#include "daemon/definition_watcher.h"
#include "tests/daemon/watched_directory.h"

namespace agendad::daemon {
namespace {

using DefinitionWatcherFolders = WatchedDirectory;

TEST_F(DefinitionWatcherFolders, TheProgramsFolderMayComeAndGo) {
  Watch(conf_);
  fs::remove_all(Conf("programs"));
  ExpectOneCall();
  fs::create_directory(Conf("programs"));
  ExpectOneCall();
  Write("programs/b.yaml");
  ExpectOneCall();
  // All of it at once.
  fs::remove_all(Conf("programs"));
  Write("programs/c.yaml");
  ExpectOneCall();
  Write("programs/c.yaml");
  ExpectOneCall();
  // Made elsewhere and moved here.
  folder_.Write("new/d.yaml", "d");
  fs::rename(Conf("programs"), folder_.Path() / "old");
  fs::rename(folder_.Path() / "new", Conf("programs"));
  ExpectOneCall();
  Write("programs/d.yaml");
  ExpectOneCall();
  folder_.Write("old/c.yaml", "not ours any more");
  ExpectSilence();
}

TEST_F(DefinitionWatcherFolders, TheWholeDirectoryMayComeAndGo) {
  const fs::path away = folder_.Path() / "away";
  fs::rename(conf_, away);
  Watch(conf_);
  fs::rename(away, conf_);
  ExpectOneCall();
  Write("programs/a.yaml");
  ExpectOneCall();
  fs::rename(conf_, away);
  ExpectOneCall();
  folder_.Write("away/directory.yaml", "not ours any more");
  ExpectSilence();
  Write("programs/new.yaml");
  ExpectOneCall();
  fs::remove_all(conf_);
  ExpectOneCall();
  fs::rename(away, conf_);
  ExpectOneCall();
  Write("directory.yaml");
  ExpectOneCall();
}

// As deployments do: releases/1, releases/2, and a link to one of them.
TEST_F(DefinitionWatcherFolders, ALinkToTheDirectoryMayBeSwitched) {
  folder_.Write("releases/1/conf/programs/a.yaml", "1");
  folder_.Write("releases/2/conf/programs/a.yaml", "2");
  const fs::path current = folder_.Path() / "current";
  fs::create_symlink("releases/1", current);
  Watch(current / "conf");
  folder_.Write("releases/2/conf/programs/a.yaml", "not ours yet");
  ExpectSilence();
  fs::create_symlink("releases/2", folder_.Path() / "next");
  fs::rename(folder_.Path() / "next", current);
  ExpectOneCall();
  folder_.Write("releases/1/conf/programs/a.yaml", "not ours any more");
  ExpectSilence();
  folder_.Write("releases/2/conf/programs/a.yaml", "22");
  ExpectOneCall();
  // What the link leads to goes, and comes again.
  fs::remove_all(folder_.Path() / "releases/2");
  ExpectOneCall();
  folder_.Write("releases/2/conf/programs/a.yaml", "222");
  ExpectOneCall();
}

TEST_F(DefinitionWatcherFolders, ALinkToTheProgramsMayBeSwitched) {
  folder_.Write("one/a.yaml", "1");
  folder_.Write("two/a.yaml", "2");
  fs::remove_all(Conf("programs"));
  fs::create_symlink(folder_.Path() / "one", Conf("programs"));
  Watch(conf_);
  folder_.Write("one/b.yaml", "1");
  ExpectOneCall();
  // As ln -sfn does it.
  fs::remove(Conf("programs"));
  fs::create_symlink("../two", Conf("programs"));
  ExpectOneCall();
  folder_.Write("one/b.yaml", "not ours any more");
  ExpectSilence();
  folder_.Write("two/b.yaml", "2");
  ExpectOneCall();
}

// As a mounted ConfigMap is: file -> ..data/file, ..data -> a folder by date.
TEST_F(DefinitionWatcherFolders, LinksToFilesThroughALinkToAFolder) {
  for (const char* const date : {"..2024_01", "..2024_02"}) {
    folder_.Write("map/" + std::string(date) + "/directory.yaml", date);
    folder_.Write("map/programs/" + std::string(date) + "/a.yaml", date);
  }
  const fs::path map = folder_.Path() / "map";
  for (const fs::path& folder : {map, map / "programs"}) {
    fs::create_symlink("..2024_01", folder / "..data");
  }
  fs::create_symlink("..data/directory.yaml", map / "directory.yaml");
  fs::create_symlink("..data/a.yaml", map / "programs/a.yaml");
  Watch(map);
  for (const fs::path& folder : {map, map / "programs"}) {
    fs::create_symlink("..2024_02", folder / "..data_tmp");
    fs::rename(folder / "..data_tmp", folder / "..data");
    ExpectOneCall();
  }
  folder_.Write("map/..2024_01/directory.yaml", "not ours any more");
  folder_.Write("map/programs/..2024_01/a.yaml", "not ours any more");
  ExpectSilence();
  folder_.Write("map/..2024_02/directory.yaml", "in place");
  ExpectOneCall();
  folder_.Write("map/programs/..2024_02/a.yaml", "in place");
  ExpectOneCall();
}

}  // namespace
}  // namespace agendad::daemon
