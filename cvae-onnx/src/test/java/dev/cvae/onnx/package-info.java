@NullMarked
package dev.cvae.onnx;

import org.jspecify.annotations.NullMarked;
