/** The oracle's own tests: what everything else is held against must hold by itself. */
@NullMarked
package dev.cvae.testkit;

import org.jspecify.annotations.NullMarked;
