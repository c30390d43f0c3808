package io.reprise.bench.lstm;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where the thread that trains may stand; the first part whose frames it has on its stack. */
enum Part {
  /** Inside an LSTM primitive of oneDNN: reorders and other products are not. */
  PRIMITIVE("LSTM primitives") {
    @Override
    boolean contains(StackTraceElement[] stack) {
      return inPrimitive(stack[0]) && any(stack, Part::isLstmPrimitive);
    }
  },
  /** Loading weights, storing gradients, the products of the constant input, copies. */
  LSTM_LAYER("rest of the LSTM layers") {
    @Override
    boolean contains(StackTraceElement[] stack) {
      return any(stack, frame -> frame.getClassName().equals(LSTM + "OneDnnLstmLayer"));
    }
  },
  OUTPUT_LAYER("output layer") {
    @Override
    boolean contains(StackTraceElement[] stack) {
      return any(stack, frame -> frame.getClassName().equals(LSTM + "OneDnnRnnOutputLayer"));
    }
  },
  UPDATER("Adam") {
    @Override
    boolean contains(StackTraceElement[] stack) {
      return any(stack, frame -> frame.getClassName().startsWith("org.deeplearning4j.nn.updater."));
    }
  },
  OTHER("DL4J and all else") {
    @Override
    boolean contains(StackTraceElement[] stack) {
      return true;
    }
  };

  private static final String LSTM = "io.reprise.core.lstm.";

  private final String text;

  Part(String text) {
    this.text = text;
  }

  static Part of(StackTraceElement[] stack) {
    return Stream.of(values()).filter(part -> part.contains(stack)).findFirst().orElseThrow();
  }

  abstract boolean contains(StackTraceElement[] stack);

  String text() {
    return text;
  }

  private static boolean inPrimitive(StackTraceElement top) {
    return top.isNativeMethod() && top.getClassName().equals("org.bytedeco.dnnl.primitive");
  }

  private static boolean isLstmPrimitive(StackTraceElement frame) {
    return frame.getClassName().equals(LSTM + "LstmForward")
        || frame.getClassName().equals(LSTM + "LstmBackward");
  }

  private static boolean any(StackTraceElement[] stack, Predicate<StackTraceElement> predicate) {
    return Arrays.stream(stack).anyMatch(predicate);
  }
}
