/**
 * Pictures in and out: data from images and from folders of them, samples as images. The only
 * package that knows java.desktop.
 */
@NullMarked
package dev.cvae.image;

import org.jspecify.annotations.NullMarked;
