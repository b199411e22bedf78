@NullMarked
package dev.cvae.runtime;

import org.jspecify.annotations.NullMarked;
