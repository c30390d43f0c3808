/** What Reprise computes, free of Spark: everything here runs and is tested on plain arrays. */
package io.reprise.core;
