// Painless for services whose shapes no built-in function knows. Documents and queries come to a script already escaped.

/**
 * A post-process script: puts each score at the place of its document and makes one `similarity` tensor of each, as rerankers do.
 * @param results where the list stands in the answer; an answer that is itself a list is `params.result`
 * @param score name of the score in a result
 * @param place an expression for the number of the document, 0-based, of a `result`
 */
export const scoresInPlace = (results: string, score: string, place = 'result.index'): string => `def results = ${results};
def scores = new def[results.length];
for (int i = 0; i < results.length; i++) {
  def result = results[i];
  scores[${place}] = result.${score};
}
StringBuilder tensors = new StringBuilder('[');
for (int i = 0; i < results.length; i++) {
  if (i > 0) {
    tensors.append(',');
  }
  tensors.append('{"name":"similarity","data_type":"FLOAT32","shape":[1],"data":[').append(scores[i]).append(']}');
}
return tensors.append(']').toString();`;

/**
 * A pre-process script for a reranker that takes its documents as objects: gives `query`, `documents` and `top_n`, like the built-in
 * one for Cohere.
 * @param name under which an object holds the document
 * @param numbered each object also has its place, as a text, in `id`
 */
export const documentsAsObjects = (name: string, numbered = false): string => `StringBuilder documents = new StringBuilder('[');
for (int i = 0; i < params.text_docs.length; i++) {
  if (i > 0) {
    documents.append(',');
  }
  documents.append('{${numbered ? `"id":"').append(i).append('",` : ''}"${name}":"').append(params.text_docs[i]).append('"}');
}
documents.append(']');
return '{"parameters":{"query":"' + params.query_text + '","documents":' + documents.toString() + ',"top_n":"' + params.text_docs.length + '"}}';`;

/** A post-process script: makes one map of token id and weight of each list of `index` and `value`, as neural sparse search reads them. */
export const weightsByToken = `StringBuilder maps = new StringBuilder('[');
for (int i = 0; i < params.result.length; i++) {
  if (i > 0) {
    maps.append(',');
  }
  maps.append('{');
  def weights = params.result[i];
  for (int j = 0; j < weights.length; j++) {
    if (j > 0) {
      maps.append(',');
    }
    maps.append('"').append(weights[j].index).append('":').append(weights[j].value);
  }
  maps.append('}');
}
return '{"name":"response","dataAsMap":{"response":' + maps.append(']').toString() + '}}';`;
