/**
 * What a fit maximises: {@link dev.cvae.objective.Objective}, and {@link
 * dev.cvae.objective.KlWeight}, β over the course of a fit. What is reported stays the ELBO.
 */
@NullMarked
package dev.cvae.objective;

import org.jspecify.annotations.NullMarked;
