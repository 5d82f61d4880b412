// Start-up code of a static program registers its unwinding tables by hand. The first exception
// then sorts all of them, which takes 9 ms here (measured), and Hyperscan throws exceptions
// internally while it compiles nearly every regular expression. Without the registration, the
// unwinder uses the sorted table that the linker writes (--eh-frame-hdr), as in a program with
// shared libraries. So the linker redirects the calls of start-up and exit code to these empty
// functions (--wrap).
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier): the names that --wrap gives.
void __wrap___register_frame_info(const void*, void*) {}
void* __wrap___deregister_frame_info(const void*) {
  return nullptr;
}
// NOLINTEND(bugprone-reserved-identifier)
}
