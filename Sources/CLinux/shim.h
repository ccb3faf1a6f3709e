// What the toolchain's Glibc module map leaves out, or what glibc hides behind _GNU_SOURCE.
#include <netinet/tcp.h>
#include <pthread.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
extern int accept4(int, struct sockaddr *, socklen_t *, int);
extern int pipe2(int[2], int);
extern int pthread_setname_np(pthread_t, const char *);
#ifndef SCHED_BATCH
#define SCHED_BATCH 3
#endif
