"""What an order that changed makes of documents that stand already: 增补, 减少, 取消."""
