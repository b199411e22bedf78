/**
 * What can go wrong, one class a kind, all under {@link dev.cvae.error.CvaeException}. Messages
 * name the setting, the rule and the value. Knows no other package.
 */
@NullMarked
package dev.cvae.error;

import org.jspecify.annotations.NullMarked;
