package io.reprise.bench.training;

/** What a master made of the epochs it was given; {@code seconds} without validation. */
record Result(String master, int epochs, long examplesSeen, double seconds, double validationLoss) {

  double examplesASecond() {
    return examplesSeen / seconds;
  }
}
