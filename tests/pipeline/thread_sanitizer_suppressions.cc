// Reports that ThreadSanitizer must suppress.

// RocksDB keeps one zstd context per core and hands it from thread to thread with its own atomic
// operations. Neither library is compiled with the sanitizer, so it sees the memset calls of two
// threads but not the operations that order them. Only accesses made by zstd itself are suppressed;
// what our own code does around its contexts is still watched.
extern "C" const char* __tsan_default_suppressions();

extern "C" const char* __tsan_default_suppressions() {
  return "race:^FSE_\n"
         "race:^HUF_\n"
         "race:^ZSTD_\n";
}
