// Makes the n-th operation of a kind fail, or kills the program at it: loaded into the program by .ci/faults.py.
// VIRE_FAULT is <operation>:<n>:<how>, where <how> is `once`, `on` (this one and all that follow) or `kill`.
// Operations on files count below the folder VIRE_FAULT_IN only. VIRE_FAULT_COUNTS names a file for the counts.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE, SYNC, CREATE, RENAME, LINK, FOLDER, REMOVE, ALLOCATE, KINDS };
static const char *const names[KINDS] = {"write", "sync", "create", "rename", "link", "folder", "remove", "allocate"};
static atomic_long counts[KINDS];
static int kind = -1, stays, kills;
static long at;
static char below[4096];
static size_t length;

__attribute__((constructor)) static void ready(void) {
    const char *in = getenv("VIRE_FAULT_IN"), *fault = getenv("VIRE_FAULT");
    if (in) length = (size_t)snprintf(below, sizeof below, "%s/", in);
    char name[16], how[8];
    if (!fault || sscanf(fault, "%15[^:]:%ld:%7s", name, &at, how) != 3) return;
    stays = !strcmp(how, "on");
    kills = !strcmp(how, "kill");
    for (int k = 0; k < KINDS; k++)
        if (!strcmp(name, names[k])) kind = k;
}

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("VIRE_FAULT_COUNTS");
    FILE *to = path ? fopen(path, "w") : NULL;
    if (!to) return;
    for (int k = 0; k < KINDS; k++) fprintf(to, "%s %ld\n", names[k], atomic_load(&counts[k]));
    fclose(to);
}

static int fails(int k) {
    long n = atomic_fetch_add(&counts[k], 1) + 1;
    if (k != kind || (stays ? n < at : n != at)) return 0;
    if (kills) kill(getpid(), SIGKILL);
    errno = k == ALLOCATE ? ENOMEM : k == SYNC ? EIO : ENOSPC;
    return 1;
}

static int inside(int folder, const char *path) {
    char base[4096], link[64];
    if (path && path[0] == '/') return !strncmp(path, below, length);
    if (folder == AT_FDCWD) return getcwd(base, sizeof base - 1) && strcat(base, "/") && !strncmp(base, below, length);
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t size = readlink(link, base, sizeof base - 2);
    if (size < 0) return 0;
    base[size] = '/', base[size + 1] = 0;
    return !strncmp(base, below, length);
}

#define NEXT(result, name, ...) \
    static result (*next)(__VA_ARGS__); \
    if (!next) next = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

#define FILED(result, name, k, parameters, arguments, types) \
    result name parameters { \
        NEXT(result, name, types); \
        return inside(fd, NULL) && fails(k) ? -1 : next arguments; \
    }
#define COMMA ,
FILED(ssize_t, write, WRITE, (int fd, const void *from, size_t size), (fd, from, size), int COMMA const void * COMMA size_t)
FILED(ssize_t, writev, WRITE, (int fd, const struct iovec *from, int parts), (fd, from, parts), int COMMA const struct iovec * COMMA int)
FILED(ssize_t, pwrite64, WRITE, (int fd, const void *from, size_t size, off64_t to), (fd, from, size, to), int COMMA const void * COMMA size_t COMMA off64_t)
FILED(ssize_t, copy_file_range, WRITE, (int in, off64_t *a, int fd, off64_t *b, size_t size, unsigned flags), (in, a, fd, b, size, flags), int COMMA off64_t * COMMA int COMMA off64_t * COMMA size_t COMMA unsigned)
FILED(int, ftruncate64, WRITE, (int fd, off64_t size), (fd, size), int COMMA off64_t)
FILED(int, fsync, SYNC, (int fd), (fd), int)
FILED(int, fdatasync, SYNC, (int fd), (fd), int)

#define NAMED(name, k, parameters, arguments, types, folder, path) \
    int name parameters { \
        NEXT(int, name, types); \
        return inside(folder, path) && fails(k) ? -1 : next arguments; \
    }
NAMED(rename, RENAME, (const char *from, const char *to), (from, to), const char * COMMA const char *, AT_FDCWD, to)
NAMED(symlink, LINK, (const char *to, const char *at_), (to, at_), const char * COMMA const char *, AT_FDCWD, at_)
NAMED(link, LINK, (const char *from, const char *to), (from, to), const char * COMMA const char *, AT_FDCWD, to)
NAMED(linkat, LINK, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags), int COMMA const char * COMMA int COMMA const char * COMMA int, b, to)
NAMED(mkdir, FOLDER, (const char *path, mode_t mode), (path, mode), const char * COMMA mode_t, AT_FDCWD, path)
NAMED(unlink, REMOVE, (const char *path), (path), const char *, AT_FDCWD, path)
NAMED(unlinkat, REMOVE, (int fd, const char *path, int flags), (fd, path, flags), int COMMA const char * COMMA int, fd, path)
NAMED(rmdir, REMOVE, (const char *path), (path), const char *, AT_FDCWD, path)

#define OPENED(name, parameters, leading, types, folder) \
    int name parameters { \
        static int (*next)(types, int, ...); \
        if (!next) next = (int (*)(types, int, ...))dlsym(RTLD_NEXT, #name); \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
        return (flags & (O_CREAT | O_TRUNC)) && inside(folder, path) && fails(CREATE) ? -1 : next(leading, flags, mode); \
    }
OPENED(open64, (const char *path, int flags, ...), path, const char *, AT_FDCWD)
OPENED(openat64, (int fd, const char *path, int flags, ...), fd COMMA path, int COMMA const char *, fd)
OPENED(open, (const char *path, int flags, ...), path, const char *, AT_FDCWD)
OPENED(openat, (int fd, const char *path, int flags, ...), fd COMMA path, int COMMA const char *, fd)

// What dlsym takes while it looks for malloc must not come back here: glibc has the functions under these names too.
extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t), *__libc_memalign(size_t, size_t);
void *malloc(size_t size) { return fails(ALLOCATE) ? NULL : __libc_malloc(size); }
void *calloc(size_t n, size_t size) { return fails(ALLOCATE) ? NULL : __libc_calloc(n, size); }
void *realloc(void *old, size_t size) { return fails(ALLOCATE) ? NULL : __libc_realloc(old, size); }
int posix_memalign(void **to, size_t by, size_t size) {
    void *got = fails(ALLOCATE) ? NULL : __libc_memalign(by, size);
    if (!got) return ENOMEM;
    *to = got;
    return 0;
}
