package io.reprise.core.network;

class StockAutoencoderTest extends AutoencoderContract {

  @Override
  Engine engine() {
    return Engine.DL4J;
  }
}
