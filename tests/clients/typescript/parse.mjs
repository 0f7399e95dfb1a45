// Validates an OpenAPI document with @apidevtools/swagger-parser. Argument: the path of the file.
import SwaggerParser from '@apidevtools/swagger-parser';

const api = await SwaggerParser.validate(process.argv[2]);
const operations = Object.values(api.paths).flatMap(Object.values).filter(operation => operation.operationId);
if (operations.length === 0) throw new Error('the document has no operations');
console.log(`${operations.length} operations`);
