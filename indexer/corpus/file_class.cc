// The class of a file, from tables of directory names, file names and marks.
#include <algorithm>
#include <cstddef>
#include <string_view>

#include "indexer/corpus/classifier.h"
#include "indexer/text/ascii_case.h"

namespace trawl {
namespace {

using enum FileClass;

struct DirectoryRule {
  std::string_view name;  // one component; ASCII letter case does not count; at most one '*'
  FileClass file_class;
};

constexpr DirectoryRule kDirectoryRules[] = {
    {"vendor", kVendored},
    {"_vendor", kVendored},
    {"vendored", kVendored},
    {"_vendored", kVendored},
    {"third_party", kVendored},
    {"third-party", kVendored},
    {"thirdparty", kVendored},
    {"3rdparty", kVendored},
    {"3rd_party", kVendored},
    {"node_modules", kVendored},
    {"bower_components", kVendored},
    {"jspm_packages", kVendored},
    {"godeps", kVendored},
    {"test", kTest},
    {"tests", kTest},
    {"__tests__", kTest},
    {"*_test", kTest},
    {"*_tests", kTest},
    {"*-tests", kTest},
    {"*integrationtests", kTest},
    {"unittest", kTest},
    {"unittests", kTest},
    {"functionaltests", kTest},
    {"selftest", kTest},
    {"selftests", kTest},
    {"testdata", kTest},
    {"test-data", kTest},
    {"test_data", kTest},
    {"testsuite", kTest},
    {"testsuites", kTest},
    {"*_tempest_plugin", kTest},
    {"*-tempest-plugin", kTest},
    {"e2e", kTest},
    {"doc", kDocumentation},
    {"docs", kDocumentation},
    {"documentation", kDocumentation},
    {"api-ref", kDocumentation},
    {"api-guide", kDocumentation},
    {"releasenotes", kDocumentation},
    {"man", kDocumentation},
    {"debian", kPackaging},
    {".github", kPackaging},
    {".gitlab", kPackaging},
    {".circleci", kPackaging},
    {".zuul.d", kPackaging},
    {"zuul.d", kPackaging},
};

// Directories that count as the first component of a path alone: deeper ones are modules of that
// name.
constexpr DirectoryRule kTopDirectoryRules[] = {
    {"specs", kDocumentation},
    {"rpm", kPackaging},
    {"redhat", kPackaging},
};

struct NameRule {
  std::string_view name;  // of the file; letter case counts; at most one '*'
  FileClass file_class;
};

// The first that matches decides.
constexpr NameRule kNameRules[] = {
    {"*.min.js", kGenerated},
    {"*.min.css", kGenerated},
    {"*.js.map", kGenerated},
    {"*.css.map", kGenerated},
    {"*_pb2.py", kGenerated},
    {"*_pb2.pyi", kGenerated},
    {"*_pb2_grpc.py", kGenerated},
    {"*.pb.go", kGenerated},
    {"*.pb.cc", kGenerated},
    {"*.pb.h", kGenerated},
    {"*_generated.go", kGenerated},
    {"zz_generated.*", kGenerated},
    {"package-lock.json", kGenerated},
    {"npm-shrinkwrap.json", kGenerated},
    {"yarn.lock", kGenerated},
    {"pnpm-lock.yaml", kGenerated},
    {"Cargo.lock", kGenerated},
    {"poetry.lock", kGenerated},
    {"pdm.lock", kGenerated},
    {"uv.lock", kGenerated},
    {"Pipfile.lock", kGenerated},
    {"Gemfile.lock", kGenerated},
    {"composer.lock", kGenerated},
    {"go.sum", kGenerated},
    {"setup.py", kPackaging},
    {"setup.cfg", kPackaging},
    {"pyproject.toml", kPackaging},
    {"requirements*.txt", kPackaging},
    {"*requirements.txt", kPackaging},
    {"test-requirements*.txt", kPackaging},
    {"*-requires", kPackaging},
    {"*-constraints.txt", kPackaging},
    {"constraints.txt", kPackaging},
    {"tox.ini", kPackaging},
    {"noxfile.py", kPackaging},
    {"bindep.txt", kPackaging},
    {"Pipfile", kPackaging},
    {"MANIFEST.in", kPackaging},
    {"element-deps", kPackaging},
    {"package-installs.*", kPackaging},
    {"pkg-map", kPackaging},
    {"Dockerfile*", kPackaging},
    {"*.dockerfile", kPackaging},
    {"*.Dockerfile", kPackaging},
    {"Containerfile*", kPackaging},
    {"docker-compose*", kPackaging},
    {".dockerignore", kPackaging},
    {"*.spec", kPackaging},
    {"*.spec.j2", kPackaging},
    {"*.gemspec", kPackaging},
    {"*.nuspec", kPackaging},
    {"package.json", kPackaging},
    {"bower.json", kPackaging},
    {"Cargo.toml", kPackaging},
    {"go.mod", kPackaging},
    {"go.work", kPackaging},
    {"Gemfile", kPackaging},
    {"Puppetfile", kPackaging},
    {"galaxy.yml", kPackaging},
    {"pom.xml", kPackaging},
    {"build.gradle*", kPackaging},
    {".zuul.yaml", kPackaging},
    {"zuul.yaml", kPackaging},
    {".gitlab-ci.yml", kPackaging},
    {".travis.yml", kPackaging},
    {"azure-pipelines.yml", kPackaging},
    {"Jenkinsfile*", kPackaging},
    {".readthedocs.*", kPackaging},
    {".pre-commit-config.yaml", kPackaging},
    {".stestr.conf", kPackaging},
    {".testr.conf", kPackaging},
    {".coveragerc", kPackaging},
    {".gitignore", kPackaging},
    {".gitattributes", kPackaging},
    {".gitmodules", kPackaging},
    {".gitreview", kPackaging},
    {".mailmap", kPackaging},
    {"conftest.py", kTest},
    {"test.py", kTest},
    {"tests.py", kTest},
    {"test_*", kTest},
    {"*_test.py", kTest},
    {"*_tests.py", kTest},
    {"*_test.go", kTest},
    {"*_test.cc", kTest},
    {"*_test.cpp", kTest},
    {"*_test.c", kTest},
    {"*_unittest.cc", kTest},
    {"*_kunit.c", kTest},
    {"*_test.rs", kTest},
    {"*_test.rb", kTest},
    {"*_spec.rb", kTest},
    {"*_test.sh", kTest},
    {"*_test.exs", kTest},
    {"*_test.dart", kTest},
    {"*Test.java", kTest},
    {"*Tests.java", kTest},
    {"*Test.kt", kTest},
    {"*Test.php", kTest},
    {"*Test.cs", kTest},
    {"*Tests.cs", kTest},
    {"*.Tests.ps1", kTest},
    {"*.test.js", kTest},
    {"*.test.jsx", kTest},
    {"*.test.ts", kTest},
    {"*.test.tsx", kTest},
    {"*.spec.js", kTest},
    {"*.spec.ts", kTest},
    {"*.bats", kTest},
    {"*.rst", kDocumentation},
    {"*.md", kDocumentation},
    {"*.adoc", kDocumentation},
    {"*.asciidoc", kDocumentation},
    {"*.texi", kDocumentation},
    {"*.texinfo", kDocumentation},
    {"*.po", kDocumentation},
    {"*.pot", kDocumentation},
    {"README*", kDocumentation},
    {"LICENSE*", kDocumentation},
    {"LICENCE*", kDocumentation},
    {"COPYING*", kDocumentation},
    {"COPYRIGHT*", kDocumentation},
    {"NOTICE", kDocumentation},
    {"AUTHORS*", kDocumentation},
    {"CONTRIBUTORS*", kDocumentation},
    {"MAINTAINERS*", kDocumentation},
    {"CREDITS", kDocumentation},
    {"CONTRIBUTING*", kDocumentation},
    {"HACKING*", kDocumentation},
    {"INSTALL", kDocumentation},
    {"INSTALL.txt", kDocumentation},
    {"NEWS*", kDocumentation},
    {"CHANGES*", kDocumentation},
    {"CHANGELOG*", kDocumentation},
    {"ChangeLog*", kDocumentation},
    {"TODO*", kDocumentation},
};

// What generators write at the beginning of their output.
constexpr std::string_view kGeneratedMarks[] = {
    "@generated",
    "Code generated by",
    "DO NOT EDIT",
    "Do not edit this file",
    "Generated by the protocol buffer compiler",
    "Generated by GNU Autoconf",
    "generated by automake",
    "generated automatically by",
    "Automatically generated by",
};
constexpr size_t kMarkedBytes = 1 << 10;

constexpr bool equal_bytes(char a, char b) {
  return a == b;
}

// `pattern` may hold one '*', which takes any run of bytes.
template <class Equal>
bool matches(std::string_view pattern, std::string_view text, Equal equal) {
  const size_t star = pattern.find('*');
  if (star == std::string_view::npos) {
    return pattern.size() == text.size() &&
           std::equal(pattern.begin(), pattern.end(), text.begin(), equal);
  }
  const std::string_view head = pattern.substr(0, star);
  const std::string_view tail = pattern.substr(star + 1);
  return text.size() >= head.size() + tail.size() &&
         std::equal(head.begin(), head.end(), text.begin(), equal) &&
         std::equal(tail.rbegin(), tail.rend(), text.rbegin(), equal);
}

template <size_t N>
const FileClass* directory_class(const DirectoryRule (&rules)[N], std::string_view directory) {
  for (const DirectoryRule& rule : rules) {
    if (matches(rule.name, directory, equal_folded)) return &rule.file_class;
  }
  return nullptr;
}

// The class of the outermost directory of the path that has one, but vendored wherever it stands;
// nullptr when none has.
const FileClass* class_of_directories(std::string_view path) {
  const FileClass* outermost = nullptr;
  size_t begin = 0;
  for (size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', begin)) {
    const std::string_view directory = path.substr(begin, slash - begin);
    const FileClass* found = directory_class(kDirectoryRules, directory);
    if (found == nullptr && begin == 0) found = directory_class(kTopDirectoryRules, directory);
    if (found != nullptr && *found == kVendored) return found;
    if (outermost == nullptr) outermost = found;
    begin = slash + 1;
  }
  return outermost;
}

const FileClass* class_of_name(std::string_view name) {
  for (const NameRule& rule : kNameRules) {
    if (matches(rule.name, name, equal_bytes)) return &rule.file_class;
  }
  return nullptr;
}

// Words of which each Python test has one. heat/engine/resources/openstack/heat/test_resource.py,
// which is a resource for tests of others, has none.
constexpr std::string_view kTestWords[] = {"def test", "TestCase", "unittest", "testtools",
                                           "pytest",   "stestr",   "doctest"};

// Whether a file whose name is that of a test is one.
bool is_test(std::string_view name, std::string_view content) {
  return !name.starts_with("test_") || !name.ends_with(".py") ||
         std::any_of(std::begin(kTestWords), std::end(kTestWords),
                     [content](std::string_view word) {
                       return content.find(word) != std::string_view::npos;
                     });
}

bool has_generated_mark(std::string_view content) {
  const std::string_view beginning = content.substr(0, kMarkedBytes);
  return std::any_of(std::begin(kGeneratedMarks), std::end(kGeneratedMarks),
                     [beginning](std::string_view mark) {
                       return beginning.find(mark) != std::string_view::npos;
                     });
}

}  // namespace

FileClass class_of(std::string_view path, std::string_view content) {
  const FileClass* directory = class_of_directories(path);
  if (directory != nullptr && *directory == kVendored) return kVendored;
  const FileClass* name = class_of_name(path.substr(path.rfind('/') + 1));
  if (is_machine_description(path, content)) name = nullptr;
  if (name != nullptr && *name == kGenerated) return kGenerated;
  if (directory != nullptr && *directory == kTest) return kTest;
  if (name != nullptr && *name == kPackaging) return kPackaging;
  if (directory != nullptr) return *directory;
  if (name != nullptr && (*name != kTest || is_test(path.substr(path.rfind('/') + 1), content)))
    return *name;
  return has_generated_mark(content) ? kGenerated : kCode;
}

}  // namespace trawl
