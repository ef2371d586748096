#ifndef CEDITLINE_H
#define CEDITLINE_H

/// What Swift cannot call of libedit itself: its variadic functions, one line each.

#include <histedit.h>

#endif
