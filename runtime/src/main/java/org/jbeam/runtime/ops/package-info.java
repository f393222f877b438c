/** What BEAM instructions mean: static methods that generated code calls. Each meaning stands here once. */
package org.jbeam.runtime.ops;
