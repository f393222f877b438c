/** Match specifications: parser, PAM compiler, engine. */
package org.jbeam.matchspec;
