package io.reprise.core.lstm;

import org.bytedeco.dnnl.stream;

/** What the forward and the backward primitive share: their parameters are loaded beforehand. */
interface LstmPrimitive extends AutoCloseable {

  void loadLayerWeights(stream stream, long given);

  void loadIterationWeights(stream stream, long given, long bias);

  /** What oneDNN calls the code that it chose, with the instructions that it uses. */
  String implementation();

  @Override
  void close();
}
