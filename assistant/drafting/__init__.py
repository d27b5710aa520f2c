"""An answer in the words of a language model: asked, cited, checked, mended."""
